import type { Profile } from './profile.ts';

const MASKS = [0x01, 0x80, 0xff, 0x10] as const;

/** What came of damaging one file in many ways. */
export interface Outcome {
  /** What went wrong, and where; empty when nothing did. */
  readonly wrong: readonly string[];
  /** How often the person was told something. */
  readonly told: number;
}

async function damage(
  profile: Profile,
  name: string,
  places: Iterable<number>,
  change: (good: Buffer, place: number) => { bytes: Buffer; what: string },
): Promise<Outcome> {
  const good = profile.bytes(name);
  const wrong: string[] = [];
  let told = 0;
  for (const place of places) {
    const { bytes, what } = change(good, place);
    const start = await profile.startWith(name, bytes);
    wrong.push(...start.wrong.map((each) => `${name}, ${what}: ${each}`));
    if (start.told) told += 1;
  }
  return { wrong, told };
}

/** Changes one byte of a file at each of these offsets, and starts. */
export const flip = (profile: Profile, name: string, offsets: Iterable<number>): Promise<Outcome> =>
  damage(profile, name, offsets, (good, offset) => {
    const bytes = Buffer.from(good);
    const mask = MASKS[(offset ^ (offset >> 3)) % MASKS.length] ?? 1;
    bytes[offset] = (bytes[offset] ?? 0) ^ mask;
    return { bytes, what: `byte ${offset} ^ ${mask}` };
  });

/** Ends a file at each of these lengths, and starts. */
export const cut = (profile: Profile, name: string, lengths: Iterable<number>): Promise<Outcome> =>
  damage(profile, name, lengths, (good, length) => ({
    bytes: good.subarray(0, length),
    what: `cut to ${length} bytes`,
  }));
