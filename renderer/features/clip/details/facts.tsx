import { Fragment, type ReactElement, type ReactNode } from 'react';
import type { Model, ParamValue } from '../../../../preload/contract/model.ts';
import type { RecipeView } from '../../../../preload/contract/schemas/clip-recipe.ts';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { useWorld } from '../../../state/core.ts';
import { usePrices } from '../../../state/prices.ts';
import { t } from '../../../text/en.ts';
import { clip as en } from '../../../text/en-clip.ts';
import { moment, money, size } from '../../../text/format.ts';
import { capabilityOf, labelOf, optionOf } from '../../../text/of-model.ts';
import { priceNow } from '../again/press.ts';
import s from './details.module.css';

const pixels = ({ width, height }: ClipView): string => `${width} × ${height}`;

/** `16:9` and the like where the shape is a plain one, otherwise the size in pixels. */
function shapeWords(clip: ClipView): string {
  const { width, height } = clip;
  const plain = [
    [16, 9],
    [4, 3],
    [3, 2],
    [1, 1],
    [2, 3],
    [3, 4],
    [9, 16],
  ] as const;
  const match = plain.find(([w, h]) => Math.abs(width / height - w / h) < 0.01);
  return match ? match.join(':') : pixels(clip);
}

function settingsWords(clip: ClipView): string {
  const resolution = clip.params['resolution'];
  const parts = [t.library.seconds(clip.seconds)];
  const named = typeof resolution === 'string';
  if (named) parts.push(resolution);
  if (clip.width > 0 && clip.height > 0) parts.push(named ? shapeWords(clip) : pixels(clip));
  return parts.join(', ');
}

/** These stand above, or in the line of settings. */
const SHOWN = new Set(['prompt', 'duration', 'resolution']);

/** A value as a person reads it. */
export function valueWords(value: ParamValue): string {
  if (typeof value === 'boolean') return value ? en.on : en.off;
  return optionOf(String(value));
}

/** Every parameter that is not said elsewhere, in the model's order, what it does not know last. */
function paramRows(clip: ClipView, model: Model | undefined): (readonly [string, ReactNode])[] {
  const order = model?.fields.map(({ key }) => key) ?? [];
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  // The line of settings ends with the shape of the clip: one that came out as asked for is said there.
  const isShape = (key: string, value: ParamValue): boolean =>
    key === 'aspect_ratio' && value === shapeWords(clip);
  return Object.entries(clip.params)
    .filter(([key, value]) => !SHOWN.has(key) && value !== '' && !isShape(key, value))
    .sort(([one], [other]) => place(one) - place(other))
    .map(([key, value]) => [labelOf(key), valueWords(value)]);
}

function Cost({ clip }: { readonly clip: ClipView }): ReactElement {
  usePrices();
  const practice = useWorld(({ settings }) => settings.practice);
  if (clip.practice) return <>{en.practiceCost}</>;
  const now = practice ? null : priceNow(clip);
  const changed = clip.charged !== null && now !== null && now.perClip !== clip.charged;
  return (
    <>
      {clip.charged === null ? en.unknownCost : money(clip.charged)}
      {changed && <span className={s['sub']}> {en.costNow(now.perClip)}</span>}
    </>
  );
}

interface Props {
  readonly clip: ClipView;
  readonly recipe: RecipeView | null;
}

/** What made the clip, and what it is. */
export function Facts({ clip, recipe }: Props): ReactElement {
  const model = useWorld((world) => world.models.find((one) => one.id === clip.modelId));
  const folder = useWorld(
    ({ library, settings }) =>
      library.folders.find(({ id, primary }) => id === clip.folder && !primary)?.name ?? settings.libraryName,
  );
  const rows: (readonly [string, ReactNode])[] = [];
  if (clip.made !== null) rows.push([en.origin, en.made[clip.made]]);
  if (clip.modelId !== '')
    rows.push([
      en.model,
      <Fragment key="model">
        {model?.name ?? clip.modelId}{' '}
        <span className={s['sub']}>{model && t.models.inside(capabilityOf(model.id))}</span>
      </Fragment>,
    ]);
  rows.push([en.settings, settingsWords(clip)], ...paramRows(clip, model));
  if (recipe !== null && recipe.webhookUrl !== '') rows.push([en.webhook, recipe.webhookUrl]);
  if (clip.made === null) rows.push([en.cost, <Cost key="cost" clip={clip} />]);
  rows.push(
    [en.created, moment(clip.createdAt, Date.now())],
    [
      en.file,
      <Fragment key="file">
        {folder}/{clip.name} <span className={s['sub']}>{size(clip.bytes)}</span>
      </Fragment>,
    ],
  );
  return (
    <dl className={s['facts']}>
      {rows.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
