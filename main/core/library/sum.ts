import type { SQLOutputValue } from 'node:sqlite';
import { TagCounts } from './tag-counts.ts';

/** What `Sum` needs of each clip, in this order. */
export const SUM_COLUMNS = 'seconds, bytes, charged, favourite, flag, tags';

/** How much some clips come to; `charged` in micro-cents. */
export class Sum {
  clips = 0;
  seconds = 0;
  bytes = 0;
  charged = 0;
  favourites = 0;
  readonly flags = { keep: 0, reject: 0 };
  readonly #tags = new TagCounts();

  add([seconds, bytes, charged, favourite, flag, tags]: readonly SQLOutputValue[]): void {
    this.clips += 1;
    this.seconds += Number(seconds);
    this.bytes += Number(bytes);
    this.charged += Number(charged ?? 0);
    this.favourites += Number(favourite);
    if (flag === 'keep' || flag === 'reject') this.flags[flag] += 1;
    this.#tags.add(String(tags));
  }

  /** Each tag with how many of the clips have it, the most frequent first. */
  get tags(): { value: string; clips: number }[] {
    return this.#tags.result();
  }
}
