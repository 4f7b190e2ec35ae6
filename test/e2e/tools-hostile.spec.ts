import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { clips, showView } from './support/creator.ts';
import { COUNTED, seedClips } from './support/seeded.ts';

const counted = fs.readFileSync(COUNTED);
const wide = { seconds: 2, width: 128, height: 72 };

/** The same file with other bytes at a place that is found by the name of its box. */
function withBytes(box: string, offset: number, bytes: readonly number[]): Buffer {
  const changed = Buffer.from(counted);
  changed.set(bytes, changed.indexOf(box) + offset);
  return changed;
}

const noise = Buffer.from(counted);
noise.fill(0xa5, counted.indexOf('mdat') + 4);

const HOSTILE: Readonly<Record<string, Buffer>> = {
  empty: Buffer.alloc(0),
  page: Buffer.from('<html><script>document.title = "owned"</script></html>'),
  cut: counted.subarray(0, 900),
  'index-beyond-the-end': withBytes('moov', -4, [0x7f, 0xff, 0xff, 0xff]),
  'index-of-no-size': withBytes('moov', -4, [0, 0, 0, 1]),
  'endless-samples': withBytes('stsz', 12, [0xff, 0xff, 0xff, 0xff]),
  'time-stands-still': withBytes('mdhd', 16, [0, 0, 0, 0]),
  'unknown-coding': withBytes('avcC', 4, [0xff, 0xff, 0xff, 0xff]),
  noise,
};

const still = (page: Page, clipId: string): Promise<number> =>
  page.evaluate(async (id) => (await fetch(`/media/${id}/poster`)).status, clipId);

test('clips that are none keep no other from its picture, and harm nothing', async ({ userData }) => {
  const files = Object.entries(HOSTILE).map(([name, bytes]) => {
    const file = path.join(userData, name);
    fs.writeFileSync(file, bytes);
    return { file, name, ...wide };
  });
  // Older than all of them, so that it is wanted last.
  const ids = seedClips(userData, [...files, { file: COUNTED, name: 'honest', ...wide }]);
  const page = await readyPage(await launch(userData));
  const logged: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') logged.push(message.text());
  });
  await showView(page, 'Library');
  await expect(clips(page)).toHaveCount(ids.length);

  await expect.poll(() => still(page, ids.at(-1) ?? '')).toBe(200);

  for (const id of ids.slice(0, -1)) expect(await still(page, id)).toBe(204);
  expect(await page.title()).not.toBe('owned');
  expect(logged.filter((words) => words.includes('/poster'))).toEqual([]);
  await expect(clips(page)).toHaveCount(ids.length);
});
