import fs from 'node:fs';
import path from 'node:path';
import { close, expect, launch, readyPage, test } from './fixtures.ts';
import { clips, showView, snapshot } from './support/creator.ts';
import { makeGallery } from './support/gallery.ts';
import { libraryOf } from './support/seeded.ts';

const CLIPS = 4;

/** One file, one place as a share of its length, and what happens to the byte there. */
type Damage = readonly [file: 'library.db' | 'settings.json' | 'sidecar', at: number, how: 'changed' | 'cut'];
const SAMPLES: readonly Damage[] = [
  ...[0, 0.002, 0.03, 0.2, 0.5, 0.9].map((at): Damage => ['library.db', at, 'changed']),
  ...[0.003, 0.4, 0.8].map((at): Damage => ['library.db', at, 'cut']),
  ...[0, 0.3, 0.7].map((at): Damage => ['settings.json', at, 'changed']),
  ...[0, 0.5].map((at): Damage => ['settings.json', at, 'cut']),
  ...[0, 0.2, 0.6].map((at): Damage => ['sidecar', at, 'changed']),
  ...[0, 0.4, 0.99].map((at): Damage => ['sidecar', at, 'cut']),
];

function damaged(bytes: Buffer, at: number, how: Damage[2]): Buffer {
  const place = Math.floor(at * bytes.length);
  if (how === 'cut') return bytes.subarray(0, place);
  const changed = Buffer.from(bytes);
  changed[place] = (changed[place] ?? 0) ^ 0xff;
  return changed;
}

const listed = (folder: string): string[] => fs.readdirSync(folder).filter((name) => name !== '.kinora');

test('twenty damaged files: it starts, the clips are there, what is not is said, nothing is deleted', async ({
  userData,
}) => {
  test.setTimeout(600_000);
  makeGallery(userData, { clips: CLIPS });
  let app = await launch(userData);
  let page = await readyPage(app);
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(CLIPS);
  await close(app);
  const good = path.join(userData, '..', `${path.basename(userData)}-good`);
  fs.cpSync(userData, good, { recursive: true, filter: (from) => !from.includes('/chromium') });
  try {
    for (const [file, at, how] of SAMPLES) {
      const folder = libraryOf(userData);
      for (const name of fs.readdirSync(userData))
        if (/^(library\.db|settings\.json|journal\.db)/.test(name)) fs.rmSync(path.join(userData, name));
      fs.cpSync(good, userData, { recursive: true, force: true });
      const target = path.join(
        file === 'sidecar' ? folder : userData,
        file === 'sidecar' ? 'clip-000002.kinora.json' : file,
      );
      const bytes = damaged(fs.readFileSync(target), at, how);
      fs.writeFileSync(target, bytes);
      // A sidecar is read when the index is made anew.
      if (file === 'sidecar') fs.rmSync(path.join(userData, 'library.db'));
      const before = listed(folder);
      app = await launch(userData);
      page = await readyPage(app);
      await showView(page, 'Library');
      const what = `${file} ${how} at ${at}`;
      await expect
        .poll(async () => (await snapshot(page)).library.clips, what)
        .toBeGreaterThanOrEqual(file === 'sidecar' ? CLIPS - 1 : CLIPS);
      const shown = (await snapshot(page)).library.clips;
      await expect(clips(page), what).toHaveCount(shown);
      const { notices } = await snapshot(page);
      if (shown < CLIPS)
        expect(
          notices.map(({ failure }) => failure.code),
          what,
        ).toContain('sidecar-unreadable');
      if (notices.length > 0)
        await expect(
          page.getByText(/cannot be read|could not be read|set aside|damaged/i).first(),
          what,
        ).toBeVisible();
      await close(app);
      expect(listed(folder), what).toEqual(before);
      const kept = fs
        .readdirSync(path.dirname(target))
        .filter((name) => name.startsWith(path.basename(target)));
      if (file === 'sidecar') expect(fs.readFileSync(target).equals(bytes), what).toBe(true);
      else if (notices.length > 0)
        expect(
          kept.some((name) => name.includes('.corrupt-')),
          what,
        ).toBe(true);
    }
  } finally {
    fs.rmSync(good, { recursive: true, force: true });
  }
});
