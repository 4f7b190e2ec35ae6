import { Plus } from 'lucide-react';
import { type ReactElement, useId } from 'react';
import { MAX_BATCH_NAME } from '../../../../preload/contract/limits.ts';
import { addPrompt, MAX_PROMPTS, MAX_VARIATIONS, setEach, useBatch } from '../../../state/batch.ts';
import { useWorld } from '../../../state/core.ts';
import { modelOf, useDraft } from '../../../state/draft.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { Button } from '../../../ui/button.tsx';
import f from '../../../ui/field.module.css';
import { Icon } from '../../../ui/icon.tsx';
import { PanelPopup } from '../../../ui/panel-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import { Segment } from '../../../ui/segment.tsx';
import { Stepper } from '../../../ui/stepper.tsx';
import { AddSetting } from './add-setting.tsx';
import s from './batch-panel.module.css';

const WORDS_FOR = [
  { value: 'all', label: t.batch.forAll },
  { value: 'each', label: t.batch.perImage },
] as const;

function Words(): ReactElement {
  const id = useId();
  const each = useBatch((batch) => batch.each);
  const full = useBatch((batch) => batch.more.length + 1 >= MAX_PROMPTS);
  const add = (): void => {
    addPrompt();
    document.getElementById('prompt')?.focus();
  };
  return (
    <div>
      <div className={f['label']} id={id}>
        {t.batch.words}
      </div>
      <Segment
        choices={WORDS_FOR}
        value={each ? 'each' : 'all'}
        onChange={(value) => setEach(value === 'each')}
        labelledBy={id}
      />
      {!each && !full && (
        <Button small look="ghost" className={s['add']} onClick={add}>
          <Icon of={Plus} size={14} />
          {t.batch.addPrompt}
        </Button>
      )}
    </div>
  );
}

function Variations(): ReactElement {
  const variations = useBatch((batch) => batch.variations);
  const models = useWorld((world) => world.models);
  const modelId = useDraft((draft) => draft.modelId);
  const seeded = modelOf(models, modelId)?.fields.some((field) => field.key === 'seed') === true;
  return (
    <div className={s['row']}>
      <div>
        <div className={f['label']}>{t.batch.variations}</div>
        <p className={sh['hint']}>{seeded ? t.batch.otherSeeds : t.batch.simplyAgain}</p>
      </div>
      <Stepper
        value={variations}
        min={1}
        max={MAX_VARIATIONS}
        label={t.batch.variations}
        less={t.batch.fewer}
        more={t.batch.another}
        onChange={(value) => useBatch.setState({ variations: value })}
      />
    </div>
  );
}

function Name(): ReactElement {
  const id = useId();
  const name = useBatch((batch) => batch.name);
  return (
    <div>
      <div className={f['label']}>
        <label htmlFor={id}>{t.batch.name}</label>
      </div>
      <input
        className={f['input']}
        id={id}
        value={name}
        maxLength={MAX_BATCH_NAME}
        placeholder={t.batch.namePlaceholder}
        onChange={(event) => useBatch.setState({ name: event.target.value })}
      />
    </div>
  );
}

/** How many clips a picture becomes: words, settings, variations; and what the batch is called. */
export function BatchPanel(props: PopupProps): ReactElement {
  return (
    <PanelPopup {...props} title={t.batch.title}>
      <Words />
      <Variations />
      <AddSetting />
      <Name />
    </PanelPopup>
  );
}
