import { Fragment, type ReactElement, type ReactNode } from 'react';
import { formatMoney } from '../../../preload/contract/money.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { useWorld } from '../../state/core.ts';
import { t } from '../../text/en.ts';
import { clip as en } from '../../text/en-clip.ts';
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
  if (clip.practice) return en.practiceCost;
  return clip.charged === null ? en.unknownCost : formatMoney(clip.charged);
}

/** What made the clip, and what it is. */
export function Facts({ clip }: { readonly clip: ClipView }): ReactElement {
  const model = useWorld((world) => world.models.find((one) => one.id === clip.modelId));
  const folder = useWorld((world) => world.settings.libraryName);
  const negative = clip.params['negative_prompt'];
  const seed = clip.params['seed'];
  const rows: (readonly [string, ReactNode])[] = [
    [
      en.model,
      <Fragment key="model">
        {model?.name ?? clip.modelId} <span className={s['sub']}>{model?.capability.toLowerCase()}</span>
      </Fragment>,
    ],
    [en.settings, settingsWords(clip)],
  ];
  if (typeof negative === 'string' && negative !== '') rows.push([en.negative, negative]);
  if (typeof seed === 'number') rows.push([en.seed, String(seed)]);
  rows.push(
    [en.cost, costWords(clip)],
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
