import { Fragment, type ReactElement, type ReactNode } from 'react';
import { formatMoney } from '../../../preload/contract/money.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { useWorld } from '../../state/core.ts';
import { t } from '../../text/en.ts';
import { moment, size } from '../../text/format.ts';
import s from './clip.module.css';

/** `16:9` and the like where the shape is a plain one, otherwise the size in pixels. */
function shapeWords({ width, height }: ClipView): string {
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
  return match ? match.join(':') : `${width} × ${height}`;
}

function settingsWords(clip: ClipView): string {
  const resolution = clip.params['resolution'];
  const parts = [t.library.seconds(clip.seconds)];
  if (typeof resolution === 'string') parts.push(resolution);
  if (clip.width > 0 && clip.height > 0) parts.push(shapeWords(clip));
  if (clip.params['shot_type'] === 'multi') parts.push(t.animate.optionNames.multi.toLowerCase());
  return parts.join(', ');
}

function costWords(clip: ClipView): string {
  if (clip.practice) return t.clip.practiceCost;
  return clip.charged === null ? t.clip.unknownCost : formatMoney(clip.charged);
}

/** What made the clip, and what it is. */
export function Facts({ clip }: { readonly clip: ClipView }): ReactElement {
  const model = useWorld((world) => world.models.find((one) => one.id === clip.modelId));
  const folder = useWorld((world) => world.settings.libraryName);
  const negative = clip.params['negative_prompt'];
  const seed = clip.params['seed'];
  const rows: (readonly [string, ReactNode])[] = [
    [
      t.clip.model,
      <Fragment key="model">
        {model?.name ?? clip.modelId} <span className={s['sub']}>{model?.capability.toLowerCase()}</span>
      </Fragment>,
    ],
    [t.clip.settings, settingsWords(clip)],
  ];
  if (typeof negative === 'string' && negative !== '') rows.push([t.clip.negative, negative]);
  if (typeof seed === 'number') rows.push([t.clip.seed, String(seed)]);
  rows.push(
    [t.clip.cost, costWords(clip)],
    [t.clip.created, moment(clip.createdAt, Date.now())],
    [
      t.clip.file,
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
