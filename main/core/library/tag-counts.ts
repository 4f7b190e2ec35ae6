import { tagKey } from './query.ts';

/** Counts tags without regard to case, by the lists that the rows hold: most are the same few. */
export class TagCounts {
  readonly #counts = new Map<string, { value: string; clips: number }>();
  readonly #lists = new Map<string, readonly string[]>();

  /** @param json a row's list of tags. */
  add(json: string): void {
    if (json === '[]') return;
    let tags = this.#lists.get(json);
    if (!tags) {
      const parsed: unknown = JSON.parse(json);
      tags = Array.isArray(parsed) ? parsed.map(String) : [];
      this.#lists.set(json, tags);
    }
    for (const tag of tags) {
      const key = tagKey(tag);
      const counted = this.#counts.get(key);
      if (counted) counted.clips += 1;
      else this.#counts.set(key, { value: tag, clips: 1 });
    }
  }

  /** The most frequent first. */
  result(): { value: string; clips: number }[] {
    return [...this.#counts.values()].sort((a, b) => b.clips - a.clips);
  }
}
