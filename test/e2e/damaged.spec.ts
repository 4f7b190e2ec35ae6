import fs from 'node:fs';
import path from 'node:path';
import { close, expect, launch, readyPage, test } from './fixtures.ts';
import { clips, showView, snapshot } from './support/creator.ts';
import { makeGallery } from './support/gallery.ts';
import { libraryOf } from './support/seeded.ts';

const CLIPS = 12;

/** A place as a share of the file's length, and what happens to the byte there. */
type Damage = readonly [at: number, how: 'changed' | 'cut'];
interface Sample {
  readonly index?: Damage;
  readonly settings?: Damage;
  /** Each in the sidecar of another clip; they are read when the index is made anew. */
  readonly sidecars?: readonly Damage[];
}
/** Twenty damages; what has nothing to do with each other is damaged in one start. */
const SAMPLES: readonly Sample[] = [
  { index: [0, 'changed'], settings: [0, 'changed'] },
  { index: [0.002, 'changed'], settings: [0.3, 'changed'] },
  { index: [0.03, 'changed'], settings: [0.7, 'changed'] },
  { index: [0.2, 'changed'], settings: [0.5, 'cut'] },
  { index: [0.003, 'cut'], settings: [0, 'cut'] },
  { index: [0.5, 'changed'] },
  { index: [0.4, 'cut'] },
  {
    sidecars: [
      [0, 'changed'],
      [0.2, 'changed'],
      [0.4, 'changed'],
      [0.6, 'changed'],
      [0, 'cut'],
      [0.4, 'cut'],
      [0.8, 'cut'],
      [0.99, 'cut'],
    ],
  },
];

/** Damages a file. @returns what it holds now. */
function damage(file: string, [at, how]: Damage): Buffer {
  const bytes = fs.readFileSync(file);
  const place = Math.floor(at * bytes.length);
  const damaged = how === 'cut' ? bytes.subarray(0, place) : bytes;
  if (how === 'changed') bytes[place] = (bytes[place] ?? 0) ^ 0xff;
  fs.writeFileSync(file, damaged);
  return damaged;
}

const listed = (folder: string): string[] => fs.readdirSync(folder).filter((name) => name !== '.kinora');

test('twenty damages: it starts, the clips are there, what is not is said, nothing is deleted', async ({
  userData,
}) => {
  test.setTimeout(600_000);
  makeGallery(userData, { clips: CLIPS });
  let app = await launch(userData);
  let page = await readyPage(app);
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(CLIPS);
  await close(app);
  const folder = libraryOf(userData);
  const good = path.join(userData, '..', `${path.basename(userData)}-good`);
  fs.cpSync(userData, good, { recursive: true, filter: (from) => !from.includes('/chromium') });
  try {
    for (const { index, settings, sidecars = [] } of SAMPLES) {
      for (const name of fs.readdirSync(userData))
        if (/^(library\.db|settings|journal\.db)/.test(name)) fs.rmSync(path.join(userData, name));
      fs.cpSync(good, userData, { recursive: true, force: true });
      if (index) damage(path.join(userData, 'library.db'), index);
      if (settings) damage(path.join(userData, 'settings.json'), settings);
      const damaged = sidecars.map((each, n) => {
        const file = path.join(folder, `clip-${String(n + 1).padStart(6, '0')}.kinora.json`);
        return { file, bytes: damage(file, each) };
      });
      if (damaged.length > 0) fs.rmSync(path.join(userData, 'library.db'));
      const before = listed(folder);
      app = await launch(userData);
      page = await readyPage(app);
      await showView(page, 'Library');
      const what = JSON.stringify({ index, settings });
      const unread = async (): Promise<number> => {
        const { notices } = await snapshot(page);
        const said = notices.find(({ failure }) => failure.code === 'sidecar-unreadable');
        return Number(said?.failure.facts?.['clips'] ?? 0);
      };
      // Every clip is there, or said to be unreadable.
      await expect
        .poll(async () => (await snapshot(page)).library.clips + (await unread()), what)
        .toBe(CLIPS);
      expect(await unread(), what).toBeLessThanOrEqual(damaged.length);
      await expect(clips(page), what).toHaveCount(CLIPS - (await unread()));
      const codes = (await snapshot(page)).notices.map(({ failure }) => failure.code);
      if (damaged.length > 0) expect(codes, what).toContain('sidecar-unreadable');
      if (settings) expect(codes, what).toContain('settings-set-aside');
      if (codes.length > 0)
        await expect(
          page.getByText(/cannot be read|could not be read|set aside|damaged/i).first(),
          what,
        ).toBeVisible();
      await close(app);
      expect(listed(folder), what).toEqual(before);
      for (const { file, bytes } of damaged) expect(fs.readFileSync(file).equals(bytes), file).toBe(true);
      const kept = (name: string): boolean =>
        fs.readdirSync(userData).some((each) => each.startsWith(`${name}.corrupt-`));
      expect(kept('library.db'), what).toBe(codes.includes('index-set-aside'));
      expect(kept('settings.json'), what).toBe(codes.includes('settings-set-aside'));
    }
  } finally {
    fs.rmSync(good, { recursive: true, force: true });
  }
});
