import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import type { Flag } from '../../../../preload/contract/vocabulary.ts';
import { useKeys } from '../../../ui/keys.ts';
import type { Subject } from './change.ts';
import { openTags } from './tagging.ts';
import { rate, toggleFavourite, toggleFlag, trashClips } from './verdict.ts';

/** What the keys are about at this moment. */
export interface Culled {
  readonly subject: Subject;
  /** Beside what the choice of tags opens. */
  readonly anchor: () => Element | null;
  /** Goes on to the next clip, where one is looked at after the other. */
  readonly advance?: (() => void) | undefined;
  /** What has been said of that one clip, which saying it again takes back. */
  readonly flag?: Flag | null | undefined;
}

/** One clip as what something is done to. */
export const subjectOf = ({ id }: ClipView): Subject => ({ target: { ids: [id] }, clips: 1 });

const RATINGS = [0, 1, 2, 3, 4, 5] as const;

/**
 * Favourite, tag, keep, reject, rate and move to the trash by key.
 * @param culled asked at each press; null: the keys are about nothing.
 */
export function useCullKeys(culled: () => Culled | null, enabled = true): void {
  /** False leaves the key to others. */
  const on = (act: (now: Culled) => void) => (): boolean => {
    const now = culled();
    if (now) act(now);
    return now !== null;
  };
  /** Goes on to the next clip; what has been taken back leaves one where one is. */
  const judge = (act: (subject: Subject) => void, takesBack: (now: Culled) => boolean = () => false) =>
    on((now) => {
      act(now.subject);
      if (!takesBack(now)) now.advance?.();
    });
  const judgeFlag = (flag: Flag) =>
    judge(
      (subject) => toggleFlag(subject, flag),
      (now) => now.flag === flag,
    );
  useKeys(
    {
      h: on(({ subject }) => toggleFavourite(subject)),
      t: on(({ subject, anchor }) => openTags(subject, anchor)),
      p: judgeFlag('keep'),
      n: judgeFlag('reject'),
      ...Object.fromEntries(
        RATINGS.map((stars) => [
          `alt+${stars}`,
          judge(
            (subject) => rate(subject, stars),
            () => stars === 0,
          ),
        ]),
      ),
      Delete: judge(trashClips),
    },
    enabled,
  );
}
