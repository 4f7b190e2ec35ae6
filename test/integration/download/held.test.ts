import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readControl } from '../../../main/core/download/control-record.ts';
import { downloadFile } from '../../../main/core/download/download-file.ts';
import { PartFile } from '../../../main/core/download/part-file.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { systemClock } from '../../../main/core/system.ts';
import { newClip, openAt } from '../library/new-clip.ts';
import { clipOfLength, MIB, scratch, sha256 } from './clips.ts';
import { disk, systemError } from './disk.ts';
import { FaultServer, goodAnswer } from './fault-server.ts';

/** Windows refuses to move or remove a file that a virus scanner or an indexer has open. */

vi.mock('node:fs/promises', async (original) => {
  const { faulty } = await import('./disk.ts');
  return faulty(await original());
});
const time = vi.hoisted(() => ({ now: 0 }));
// Waits take no time here; what counts is how long they would have been.
vi.mock('node:timers/promises', async (original) => ({
  ...(await original<object>()),
  setTimeout: async (ms: number): Promise<void> => {
    time.now += ms;
  },
}));

const file = clipOfLength(90 * 1024);
const platform = Object.getOwnPropertyDescriptor(process, 'platform');
let server: FaultServer;
let home = '';
let library: Library;

beforeAll(async () => {
  server = await FaultServer.start((seen) => goodAnswer(file, seen));
});
afterAll(() => server.stop());
beforeEach(() => {
  time.now = 0;
  home = mkdtempSync(path.join(scratch, 'kinora-held-'));
  library = openAt(path.join(home, 'Kinora'));
  disk.reset(library.folder);
  if (platform) Object.defineProperty(process, 'platform', { ...platform, value: 'win32' });
});
afterEach(() => {
  if (platform) Object.defineProperty(process, 'platform', platform);
  disk.reset();
  library.close();
  rmSync(home, { recursive: true, force: true });
});

/** Somebody holds files like this one for so long from now on. */
function hold(ending: string, seconds: number, code: string): void {
  const until = time.now + seconds * 1000;
  disk.before = ({ name, path: from, to }) => {
    const moves = name === 'rename' || name === 'link' || name === 'unlink';
    if (moves && time.now < until && (from.endsWith(ending) || to?.endsWith(ending)))
      throw systemError(code, name);
    return undefined;
  };
}

const fetchPart = (id: string) =>
  downloadFile({ id, url: server.url, dir: library.folders.incoming }, { clock: systemClock });

async function publishWhile(held: () => void) {
  const { partPath: _, ...clip } = newClip(home);
  const fetched = await fetchPart(`${clip.jobId}-0`);
  if (fetched.kind !== 'complete') throw new Error(fetched.kind);
  const media = { ...fetched.media, bytes: file.length, sha256: sha256(file) };
  held();
  const publish = () => library.publish({ ...clip, media, partPath: fetched.path });
  return { publish, part: fetched.path, first: await publish() };
}

describe.each(['EBUSY', 'EPERM', 'EACCES'])('%s', (code) => {
  test.each([
    ['the clip', '.mp4'],
    ['the part', '.part'],
    ['the sidecar', '.kinora.json'],
    ['the note', '.publish.json'],
  ])('%s held for 5 and for 50 seconds: it is waited for', async (_, ending) => {
    for (const seconds of [5, 50]) {
      const { first } = await publishWhile(() => hold(ending, seconds, code));
      if (!first.ok) throw new Error(JSON.stringify(first.error));
      expect(readFileSync(path.join(library.folder, first.value.name)).equals(file)).toBe(true);
      await library.indexClip(first.value);
      expect(
        readdirSync(library.folders.incoming).filter((name) => name.includes(first.value.jobId ?? '-')),
      ).toEqual([]);
    }
    expect(time.now).toBeLessThan(2 * 60_000);
  });

  test.each(['.mp4', '.kinora.json'])(
    '%s held for 70 seconds: it says so, and keeps the part',
    async (ending) => {
      const { first, part, publish } = await publishWhile(() => hold(ending, 70, code));
      expect(first.ok).toBe(false);
      if (!first.ok) expect(['disk-error', 'folder-unusable']).toContain(first.error.code);
      expect(JSON.stringify(first)).not.toContain(home);
      expect(time.now).toBeGreaterThan(60_000);
      expect(readFileSync(part).equals(file)).toBe(true);
      time.now += 10_000;
      const again = await publish();
      expect(again.ok && readFileSync(path.join(library.folder, again.value.name)).equals(file)).toBe(true);
      expect(readdirSync(library.folder).filter((name) => name.endsWith('.mp4'))).toHaveLength(1);
    },
  );

  test('the record of a part held for 50 and for 70 seconds', async () => {
    hold('.part.json', 50, code);
    expect(await fetchPart('a')).toMatchObject({ kind: 'complete' });
    hold('.part.json', 70, code);
    expect(await fetchPart('b')).toMatchObject({ kind: 'retry', gained: 0 });
    time.now += 10_000;
    expect(await fetchPart('b')).toMatchObject({ kind: 'complete' });
    expect(existsSync(path.join(library.folders.incoming, 'b.part'))).toBe(true);
  });

  test('the record of a part held for a note: it is not waited for, and the next note tells of all', async () => {
    const whole = clipOfLength(11 * MIB);
    const part = path.join(library.folders.incoming, 'c.part');
    const made = await PartFile.create(part, { length: whole.length, etag: '"one"', lastModified: null });
    const noteUpTo = async (end: number): Promise<number | undefined> => {
      await made.append([whole.subarray(made.bytes, end)]);
      await made.note();
      return (await readControl(part))?.bytes;
    };
    expect(await noteUpTo(3 * MIB)).toBe(3 * MIB);
    disk.before = ({ name, flags }) => {
      if (name === 'open' && flags === 'r+') throw systemError(code, name);
      return undefined;
    };
    expect(await noteUpTo(6 * MIB)).toBe(3 * MIB);
    expect(time.now).toBe(0);
    disk.before = () => undefined;
    expect(await noteUpTo(9 * MIB)).toBe(9 * MIB);
    await made.close();
  });
});
