import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactElement, useEffect, useState } from 'react';
import { type MicroCents, sum } from '../../../../preload/contract/money.ts';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { ask } from '../../../bridge.ts';
import { useWorld } from '../../../state/core.ts';
import { openClip } from '../../../state/ui.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { clip as en } from '../../../text/en-clip.ts';
import { money } from '../../../text/format.ts';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import { stemOf } from '../../tools/names.ts';
import { Poster } from '../poster.tsx';
import s from './details.module.css';
import { sharedBy, variedIn } from './varied.ts';

/** Ancestors that are looked up; a chain that is longer begins with three dots. */
const MOST = 20;

export interface Lineage {
  /** From the first shot to the one before this clip. */
  readonly before: readonly ClipView[];
  /** Whether there are more before them. */
  readonly more: boolean;
  /** Clips that it was made from beside the one before it. */
  readonly also: readonly ClipView[];
  readonly after: readonly ClipView[];
  /** Those of the same batch, or from the same image, that are nothing of this. */
  readonly siblings: readonly ClipView[];
}

/** Where a clip comes from and what has come of it; null where main does not say. */
export async function fetchLineage(clipId: string): Promise<Lineage | null> {
  const own = await ask('clip.lineage', { clipId });
  if (!own.ok) return null;
  const { parents, children, siblings } = own.value;
  const [first, ...also] = parents;
  const before: ClipView[] = [];
  const seen = new Set([clipId]);
  let next = first;
  while (next && !seen.has(next.id) && before.length < MOST) {
    before.unshift(next);
    seen.add(next.id);
    if (next.parents.length === 0) {
      next = undefined;
      break;
    }
    const answer = await ask('clip.lineage', { clipId: next.id });
    next = answer.ok ? answer.value.parents[0] : undefined;
  }
  const kin = new Set([...before, ...parents, ...children].map(({ id }) => id));
  return {
    before,
    more: next !== undefined && !seen.has(next.id),
    also,
    after: children,
    siblings: siblings.filter(({ id }) => !kin.has(id)),
  };
}

/** The same for drawing; asked anew when the library has more or fewer clips. */
export function useLineage(clipId: string): Lineage | null {
  const clips = useWorld((world) => world.library.clips);
  const [known, setKnown] = useState<{ readonly clipId: string; readonly lineage: Lineage | null }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new clip may go on from this one
  useEffect(() => {
    let late = false;
    void fetchLineage(clipId).then((lineage) => {
      if (!late) setKnown({ clipId, lineage });
    });
    return () => {
      late = true;
    };
  }, [clipId, clips]);
  return known?.clipId === clipId ? known.lineage : null;
}

function Thumb({
  clip,
  current = false,
  varied,
}: {
  readonly clip: ClipView;
  readonly current?: boolean;
  /** What is different about it, in words. */
  readonly varied?: string | undefined;
}): ReactElement {
  const words = clip.prompt === '' ? clip.name : clip.prompt;
  const name = t.library.tile(words, Math.round(clip.seconds * 10) / 10, stemOf(clip));
  return (
    <button
      type="button"
      className={cx(sh['thumb'], s['kin'])}
      aria-current={current ? 'true' : undefined}
      aria-label={varied === undefined ? name : en.differing(name, varied)}
      title={words}
      onClick={() => openClip(clip.id)}
    >
      <Poster clipId={clip.id} />
    </button>
  );
}

function Row({
  title,
  clips,
  beside,
}: {
  readonly title: string;
  readonly clips: readonly ClipView[];
  /** The clip that they are variations of: what is different is said of each, or once for all. */
  readonly beside?: ClipView;
}): ReactElement | null {
  if (clips.length === 0) return null;
  const words = clips.map((clip) => (beside ? variedWords(beside, clip) : ''));
  const shared = sharedBy(words);
  return (
    <section>
      <h2>
        {title}
        {beside && (
          <span className={s['sub']}>{shared === null ? en.whatDiffers : en.allDiffer(shared)}</span>
        )}
      </h2>
      <ul className={s['kins']} aria-label={title}>
        {clips.map((clip, at) => {
          const varied = shared === null ? words[at] : undefined;
          return (
            <li key={clip.id}>
              <Thumb clip={clip} varied={varied} />
              {varied !== undefined && (
                <small className={s['varied']} aria-hidden="true" title={varied}>
                  {varied}
                </small>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function variedWords(one: ClipView, other: ClipView): string {
  const names = variedIn(one, other);
  return names.length === 0 ? en.nothingDiffers : t.models.folded(names);
}

/** What the shots of a chain cost together; null where that is not known of one of them. */
function chainCost(clips: readonly ClipView[]): MicroCents | null {
  const paid = clips.filter(({ made, practice }) => made === null && !practice);
  const charges = paid.flatMap(({ charged }) => charged ?? []);
  return charges.length < paid.length || paid.length === 0 ? null : sum(charges);
}

/** The chain of shots that the clip stands in, and what was made at the same time. */
export function LineageView({
  clip,
  lineage,
}: {
  readonly clip: ClipView;
  readonly lineage: Lineage | null;
}): ReactElement | null {
  if (!lineage) return null;
  const { before, more, also, after, siblings } = lineage;
  const chain = [...before, clip];
  const cost = chainCost(chain);
  const made = (by: 'trim' | 'join'): readonly ClipView[] => after.filter((one) => one.made === by);
  const goneOn = after.filter((one) => one.made !== 'trim' && one.made !== 'join');
  const isOfBatch = ({ batchId }: ClipView): boolean => batchId !== null && batchId === clip.batchId;
  return (
    <>
      {before.length > 0 && (
        <section>
          <h2>
            {en.madeFrom}
            <span className={s['sub']}>{en.chain(chain.length, cost === null ? null : money(cost))}</span>
          </h2>
          <ol className={s['kins']} aria-label={en.madeFrom}>
            {more && <li aria-hidden="true">…</li>}
            {chain.map((one, at) => (
              <Fragment key={one.id}>
                <li>
                  <Thumb clip={one} current={one.id === clip.id} />
                </li>
                {at < chain.length - 1 && (
                  <li aria-hidden="true" className={s['arrow']}>
                    <Icon of={ChevronRight} size={14} />
                  </li>
                )}
              </Fragment>
            ))}
          </ol>
        </section>
      )}
      <Row title={en.alsoFrom} clips={also} />
      <Row title={en.trimmed} clips={made('trim')} />
      <Row title={en.joined} clips={made('join')} />
      <Row title={en.continuedAs} clips={goneOn} />
      <Row title={en.sameBatch} clips={siblings.filter(isOfBatch)} beside={clip} />
      <Row title={en.sameImage} clips={siblings.filter((one) => !isOfBatch(one))} beside={clip} />
    </>
  );
}
