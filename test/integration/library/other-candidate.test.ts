import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Library } from '../../../main/core/library/library.ts';
import { disk, systemError } from '../download/disk.ts';
import { newClip, openAt } from './new-clip.ts';

vi.mock('node:fs/promises', async (original) => {
  const { faulty } = await import('../download/disk.ts');
  return faulty(await original());
});

/** A job of which first one, then another job of the service was thought to be the one. */

let home = '';
let library: Library;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'kinora-other-'));
  library = openAt(path.join(home, 'Kinora'));
});
afterEach(() => {
  library.close();
  rmSync(home, { recursive: true, force: true });
});

/** The clip with its part named as the engine names them. */
function partOfJob(clip: ReturnType<typeof newClip>, ending: string): typeof clip {
  const partPath = path.join(library.folders.incoming, `${clip.jobId}-${ending}.part`);
  renameSync(clip.partPath, partPath);
  renameSync(`${clip.partPath}.json`, `${partPath}.json`);
  return { ...clip, partPath };
}

/** Two finished downloads for one job: its first candidate's clip and the chosen one's. */
function candidates() {
  const { incoming } = library.folders;
  const first = newClip(incoming);
  const other = newClip(incoming);
  const chosen = { ...other, jobId: first.jobId, batchId: first.batchId };
  return { first: partOfJob(first, 'a'), chosen: partOfJob(chosen, 'b') };
}

test('the chosen one is published although the other had been', async () => {
  const { first, chosen } = candidates();
  const wrong = await library.publish(first);
  const right = await library.publish(chosen);
  if (!wrong.ok || !right.ok) throw new Error('not published');
  expect(right.value.sha256).toBe(chosen.media.sha256);
  expect(right.value.id).not.toBe(wrong.value.id);
  await library.indexClip(right.value);
  expect(readFileSync(path.join(library.folder, right.value.name)).length).toBe(chosen.media.bytes);
  // Published again, as after a crash, it is the same.
  writeFileSync(chosen.partPath, readFileSync(path.join(library.folder, right.value.name)));
  const again = await library.publish({ ...chosen, clipId: first.clipId });
  expect(again.ok && again.value.id).toBe(right.value.id);
});

test('the chosen one is published although the index has the other', async () => {
  const { first, chosen } = candidates();
  const wrong = await library.publish(first);
  if (!wrong.ok) throw new Error('not published');
  // As the next two starts do: the first gives it a row, the second clears its note.
  for (let start = 0; start < 2; start += 1) await library.fillMissing();
  expect(library.get(wrong.value.id)).not.toBeNull();
  const right = await library.publish(chosen);
  if (!right.ok) throw new Error('not published');
  expect(right.value.sha256).toBe(chosen.media.sha256);
  await library.indexClip(right.value);
  const again = await library.publish({ ...chosen, clipId: first.clipId });
  expect(again.ok && again.value.id).toBe(right.value.id);
});

test('a publishing that stopped half-way is not gone on with for the other', async () => {
  const { first, chosen } = candidates();
  disk.reset(library.folder);
  disk.before = ({ name, to }) => {
    if (name === 'rename' && to?.endsWith('.kinora.json')) throw systemError('EIO', name);
    return undefined;
  };
  expect((await library.publish(first)).ok).toBe(false);
  disk.reset();
  const right = await library.publish(chosen);
  if (!right.ok) throw new Error('not published');
  expect(right.value.sha256).toBe(chosen.media.sha256);
  await library.indexClip(right.value);
  expect(readdirSync(library.folders.incoming)).toEqual([]);
});

test('what a job has left in the folder for downloads goes with its row, and nothing of another job does', async () => {
  const { incoming } = library.folders;
  const clip = newClip(incoming);
  const other = newClip(incoming);
  for (const name of ['-abc.part', '-abc.part.json', '-abc.part.2', '-abc.refused'])
    writeFileSync(path.join(incoming, `${clip.jobId}${name}`), 'x');
  const published = await library.publish(clip);
  if (!published.ok) throw new Error('not published');
  expect(readdirSync(incoming).length).toBeGreaterThan(5);
  await library.indexClip(published.value);
  expect(readdirSync(incoming).sort()).toEqual(
    [path.basename(other.partPath), `${path.basename(other.partPath)}.json`].sort(),
  );
  expect(existsSync(other.partPath)).toBe(true);
});
