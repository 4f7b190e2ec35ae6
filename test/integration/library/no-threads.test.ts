import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { writeClips } from '../../bench/lib/many-clips.ts';
import { openAt } from './new-clip.ts';

vi.mock('node:worker_threads', async (original) => ({
  ...(await original<object>()),
  Worker: class {
    constructor() {
      throw new Error('no more threads');
    }
  },
}));

test('where no thread can be started the index is made without', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'kinora-no-threads-'));
  writeClips(path.join(root, 'Kinora'), 20);
  const events: string[] = [];
  const library = openAt(path.join(root, 'Kinora'), {
    threadsFrom: 1,
    log: (_, event) => events.push(event),
  });
  try {
    expect(await library.fillMissing()).toMatchObject({ ok: true, value: { added: 20 } });
    expect(library.count(EVERY_CLIP)).toBe(20);
    expect(events).toContain('library.thread-failed');
  } finally {
    library.close();
    rmSync(root, { recursive: true, force: true });
  }
});
