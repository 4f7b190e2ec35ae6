import { type ReactElement, useId, useState } from 'react';
import { fieldOf, type Model } from '../../../../preload/contract/model.ts';
import { MAX_SETTINGS, type Setting, useBatch } from '../../../state/batch.ts';
import { useWorld } from '../../../state/core.ts';
import { modelOf, paramsOf, useDraft } from '../../../state/draft.ts';
import { usePrices } from '../../../state/prices.ts';
import { t } from '../../../text/en.ts';
import { money } from '../../../text/format.ts';
import { Button } from '../../../ui/button.tsx';
import f from '../../../ui/field.module.css';
import { Select } from '../../../ui/select.tsx';
import { priceFor } from '../offer.ts';
import s from './batch-panel.module.css';
import { type ClipSetting, isSameSetting } from './clips.ts';
import { alsoSettings, panelSetting } from './form.ts';

interface Choice {
  readonly modelId: string;
  readonly duration: string;
  readonly resolution: string;
}

function secondsOf(model: Model): number[] {
  const kind = fieldOf(model, 'duration')?.kind;
  return kind?.type === 'seconds'
    ? Array.from({ length: kind.max - kind.min + 1 }, (_, at) => kind.min + at)
    : [];
}

function resolutionsOf(model: Model): readonly string[] {
  const kind = fieldOf(model, 'resolution')?.kind;
  return kind?.type === 'choice' ? kind.options : [];
}

/** The panel's own settings in the next resolution: what is added most. */
function firstChoice({ model, params }: ClipSetting): Choice {
  const options = resolutionsOf(model);
  const next = options[(options.indexOf(String(params['resolution'])) + 1) % options.length];
  return { modelId: model.id, duration: String(params['duration']), resolution: next ?? '' };
}

/** A second set of settings for the same pictures and words. */
export function AddSetting(): ReactElement | null {
  const id = useId();
  const world = useWorld((all) => all);
  const draft = useDraft();
  const batch = useBatch();
  const prices = usePrices();
  const [chosen, setChosen] = useState<Choice | null>(null);
  const panel = panelSetting(world, draft);
  if (!panel) return null;
  const choice = chosen ?? firstChoice(panel);
  const model = modelOf(world.models, choice.modelId) ?? panel.model;
  const { prompt: _words, ...params } = paramsOf(model, {
    ...draft.remembered,
    ...draft.params,
    duration: Number(choice.duration),
    resolution: choice.resolution,
  });
  const setting = { model, params };
  const there = [panel, ...alsoSettings(world, batch)];
  const isThere = there.some((one) => one && isSameSetting(one, setting));
  const cannot = isThere || batch.also.length + 1 >= MAX_SETTINGS;
  const add = (): void => {
    if (cannot) return;
    const added: Setting = { modelId: model.id, params };
    useBatch.setState((now) => ({ also: [...now.also, added] }));
    setChosen(null);
  };
  const select = (label: string, key: keyof Choice, value: string, options: readonly [string, string][]) => (
    <Select
      aria-label={label}
      value={value}
      onChange={(event) => setChosen({ ...choice, [key]: event.target.value })}
    >
      {options.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </Select>
  );
  return (
    <fieldset className={s['also']} aria-labelledby={id}>
      <div className={f['label']} id={id}>
        {t.batch.alsoWith}
      </div>
      <div className={s['selects']}>
        {select(
          t.animate.model,
          'modelId',
          model.id,
          world.models.map((one) => [one.id, one.name]),
        )}
        {select(
          t.batch.duration,
          'duration',
          String(params['duration']),
          secondsOf(model).map((seconds) => [String(seconds), t.animate.seconds(seconds)]),
        )}
        {select(
          t.batch.resolution,
          'resolution',
          String(params['resolution']),
          resolutionsOf(model).map((option) => [option, option]),
        )}
      </div>
      <Button small aria-disabled={cannot} title={isThere ? t.batch.isThere : undefined} onClick={add}>
        {t.batch.addSetting(money(priceFor(world, prices, model, params).perClip))}
      </Button>
    </fieldset>
  );
}
