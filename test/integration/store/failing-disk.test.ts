import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { SourceFiles } from '../../../main/core/intake/source-files.ts';
import type { NewClip } from '../../../main/core/library/clip-record.ts';
import { syncFolder, writeFileAtomic } from '../../../main/core/store/atomic-file.ts';
import { newClip, openAt } from '../library/new-clip.ts';
import { bytesIn, failEachCall, quietFolder, type Task } from './failing-disk.ts';
import { fastFolder } from './run.ts';

vi.mock('node:fs/promises', async (original) => {
  const { faulty } = await import('../download/disk.ts');
  return faulty(await original());
});

const picture = Buffer.alloc(5000, 7);
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A part that has been fetched and verified. */
async function fetched(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'wx');
  await handle.writeFile(bytes);
  await handle.sync();
  await handle.close();
  await syncFolder(path.dirname(file));
}

const TASKS: Readonly<Record<string, Task>> = {
  'a new file': {
    act: (root) => writeFileAtomic(path.join(root, 'a'), 'new'),
    isThere: (tree, root) => bytesIn(tree, path.join(root, 'a'))?.toString() === 'new',
  },
  'a file in place of another': {
    prepare: async (root) => {
      await writeFileAtomic(path.join(root, 'a'), 'old');
    },
    act: (root) => writeFileAtomic(path.join(root, 'a'), 'new'),
    isThere: (tree, root) => bytesIn(tree, path.join(root, 'a'))?.toString() === 'new',
  },
  'a prepared picture': {
    act: (root) => new SourceFiles(root).put(picture),
    isThere: (tree, root) => bytesIn(tree, path.join(root, hash(picture)))?.equals(picture) === true,
  },
};

test.each(Object.entries(TASKS))('%s: what is reported as done stays', async (_name, task) => {
  for (const code of ['EIO', 'ENOSPC']) {
    const { calls, wrong } = await failEachCall(task, code);
    expect(wrong).toEqual([]);
    expect(calls.filter((call) => call.startsWith('sync')).length).toBeGreaterThanOrEqual(2);
  }
});

test('a clip with its sidecar: what is reported as done stays', async () => {
  const away = fastFolder();
  const { partPath: _, ...made } = newClip(away);
  const bytes = Buffer.alloc(3000, 1);
  const clip: NewClip = { ...made, media: { ...made.media, bytes: bytes.length, sha256: hash(bytes) } };
  const library = (root: string) =>
    openAt(path.join(root, 'Kinora'), { indexPath: path.join(root, 'library.db') });
  const part = (root: string): string => path.join(root, 'Kinora', '.kinora', 'incoming', 'a.part');
  const task: Task = {
    prepare: async (root) => {
      quietFolder(path.dirname(part(root)));
      await fetched(part(root), bytes);
    },
    act: async (root) => {
      const opened = library(root);
      try {
        await opened.fillMissing();
        return await opened.publish({ ...clip, partPath: part(root) });
      } finally {
        opened.close();
      }
    },
    isThere: (tree, root) => {
      const files = tree.get(path.join(root, 'Kinora')) ?? new Map<string, Buffer>();
      const clips = [...files].filter(([name]) => name.endsWith('.mp4'));
      const [name = '', found] = clips[0] ?? [];
      const sidecar = files.get(name.replace('.mp4', '.kinora.json'))?.toString() ?? '';
      return clips.length === 1 && found?.equals(bytes) === true && sidecar.includes(clip.media.sha256);
    },
  };
  const { calls, wrong } = await failEachCall(task, 'EIO');
  expect(wrong).toEqual([]);
  expect(calls.length).toBeGreaterThan(20);
});
