import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeFolders } from '../../../main/core/library/folders.ts';
import { ok } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { writeClips } from '../../bench/lib/many-clips.ts';
import { openAt } from './new-clip.ts';

const { meanwhile } = vi.hoisted(() => ({
  meanwhile: { act: async (_root: string): Promise<void> => undefined },
}));
vi.mock('../../../main/core/library/scan.ts', async (original) => {
  const scan = await original<typeof import('../../../main/core/library/scan.ts')>();
  return {
    ...scan,
    scanFolder: async (root: string) => {
      const found = await scan.scanFolder(root);
      await meanwhile.act(root);
      return found;
    },
  };
});

test('clips that go to the trash while another folder is looked through stay away', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'kinora-trash-'));
  writeClips(path.join(root, 'Kinora'), 20);
  const [first, second] = ['Kinora', 'More'].map((name) => makeFolders(path.join(root, name)));
  if (!first?.ok || !second?.ok) throw new Error('no folders');
  const others = [{ id: second.value.id, path: second.value.root }];
  const library = openAt(first.value.root, { threadsFrom: 1, folderId: first.value.id, others });
  onTestFinished(() => {
    library.close();
    rmSync(root, { recursive: true, force: true });
  });
  await library.fillMissing();
  expect(library.count(EVERY_CLIP)).toBe(20);

  const page = library.page({ query: EVERY_CLIP, cursor: null, limit: 5 });
  const ids = page.ok ? page.value.clips.map(({ id }) => id) : [];
  let trashed = false;
  meanwhile.act = async (at) => {
    if (trashed || path.basename(at) !== 'More') return;
    trashed = true;
    const door = { move: async () => ok({}), onBack: () => undefined };
    expect(await library.trash({ ids }, door)).toMatchObject({ ok: true });
  };
  await library.fillMissing();
  expect(trashed).toBe(true);
  expect(library.count(EVERY_CLIP)).toBe(15);
});
