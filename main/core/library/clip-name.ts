import { type NamePlan, nthName } from '../../../preload/contract/clip-name.ts';

/** What two names must differ in to be two files on every file system. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC');
}

/**
 * Free names for a new clip, `harbour-dawn-01.mp4` first, in rising order without gaps to look for.
 * @param taken keys (`nameKey`) of everything in the folder.
 */
export function* freeClipNames(plan: NamePlan, taken: ReadonlySet<string>): Generator<string> {
  for (let n = 1; n < 1_000_000; n += 1) {
    const name = nthName(plan, n);
    if (taken.has(nameKey(`${name}.mp4`)) || taken.has(nameKey(`${name}.kinora.json`))) continue;
    yield `${name}.mp4`;
  }
}
