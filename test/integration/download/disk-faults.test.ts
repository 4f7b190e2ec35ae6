import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DownloadResult, downloadFile } from '../../../main/core/download/download-file.ts';
import { systemClock } from '../../../main/core/system.ts';
import { clipOfLength, MIB, scratch } from './clips.ts';
import { type DiskCall, disk, systemError } from './disk.ts';
import { FaultServer, goodAnswer } from './fault-server.ts';
import { ManualClock } from './manual-clock.ts';

vi.mock('node:fs/promises', async (original) => {
  const { faulty } = await import('./disk.ts');
  return faulty(await original());
});

const KIB = 1024;
let server: FaultServer;
let dir = '';

beforeAll(async () => {
  server = await FaultServer.start(() => ({ head: '' }));
});
afterAll(() => server.stop());
beforeEach(() => {
  dir = mkdtempSync(path.join(scratch, 'kinora-disk-'));
  disk.reset(dir);
});
afterEach(() => {
  disk.reset();
  rmSync(dir, { recursive: true, force: true });
});

const get = (): Promise<DownloadResult> =>
  downloadFile({ id: 'job', url: server.url, dir }, { clock: systemClock });

function expectWhole(result: DownloadResult, file: Buffer): void {
  expect(result).toMatchObject({ kind: 'complete', bytes: file.length });
  if (result.kind === 'complete') expect(readFileSync(result.path).equals(file)).toBe(true);
}

const clean = (): void => {
  for (const name of readdirSync(dir)) rmSync(path.join(dir, name));
};

describe('a disk that fills up', () => {
  const file = clipOfLength(4 * MIB);

  test.each([
    ['ENOSPC', 64 * KIB],
    ['EDQUOT', MIB],
  ] as const)(
    'with %s at every so many bytes (%i): it waits for room, and then goes on',
    async (code, step) => {
      const wrong: string[] = [];
      for (let limit = 0; limit < file.length; limit += step) {
        server.reset((seen) => goodAnswer(file, seen));
        disk.fillUpAfter(limit, code);
        const full = await get();
        if (full.kind !== 'disk-full' || full.neededBytes <= 64 * MIB)
          wrong.push(`${limit}: ${JSON.stringify(full)}`);
        disk.before = () => undefined;
        expectWhole(await get(), file);
        // What was made durable before the disk was full is not fetched again.
        if (limit >= 3.5 * MIB && (server.seen[1]?.from ?? 0) < 2.5 * MIB)
          wrong.push(`${limit}: from the start`);
        expect(readdirSync(dir).sort()).toEqual(['job.part', 'job.part.json']);
        clean();
      }
      expect(wrong).toEqual([]);
    },
  );

  test('asks for no more room than what has not come takes', async () => {
    const larger = clipOfLength(12 * MIB);
    server.reset((seen) => goodAnswer(larger, seen));
    disk.fillUpAfter(11 * MIB);
    const full = await get();
    // What is written at once, and did not go in.
    const most = 66.5 * MIB;
    expect(full.kind === 'disk-full' && full.neededBytes > 65 * MIB && full.neededBytes < most).toBe(true);
  });

  test('that does not say how much room it has is simply tried', async () => {
    server.reset((seen) => goodAnswer(file, seen));
    disk.before = ({ name }) => {
      if (name === 'statfs') throw systemError('ENOSYS', name);
      return undefined;
    };
    expectWhole(await get(), file);
  });
});

test('a clip that comes at once waits for the disk once', async () => {
  const file = clipOfLength(6 * MIB);
  const waits: string[] = [];
  server.reset((seen) => goodAnswer(file, seen));
  disk.before = ({ name, path: place }) => {
    if (name === 'sync' || name === 'datasync') waits.push(`${name} ${path.basename(place)}`);
    return undefined;
  };
  expectWhole(await downloadFile({ id: 'job', url: server.url, dir }, { clock: new ManualClock() }), file);
  expect(waits).toEqual(['datasync job.part']);
});

describe('a disk that fails', () => {
  const file = clipOfLength(200 * KIB);
  const CUT = 150 * KIB;
  const cutOnce = (): void =>
    server.reset((seen, count) => ({
      ...goodAnswer(file, seen),
      ...(count === 1 ? { cutAt: CUT, end: 'fin' } : {}),
    }));

  /** What is in the folder; what could not be cleared away goes at the next start (see `removeUnfinished`). */
  const namesLeft = (): string[] =>
    readdirSync(dir)
      .filter((name) => !name.endsWith('.tmp'))
      .sort();

  /** The calls of a download that is cut once and goes on, and how many of them were made before the cut. */
  async function calmCalls(): Promise<{ calls: DiskCall[]; beforeCut: number }> {
    const calls: DiskCall[] = [];
    cutOnce();
    disk.before = (call) => {
      calls.push(call);
      return undefined;
    };
    await get();
    const beforeCut = calls.length;
    expectWhole(await get(), file);
    disk.before = () => undefined;
    clean();
    return { calls, beforeCut };
  }

  test.each<[string, string, boolean]>([
    ['EIO', 'disk-error', false],
    ['EIO', 'disk-error', true],
    ['EMFILE', 'disk-error', false],
    ['EACCES', 'folder-unusable', false],
    ['EROFS', 'folder-unusable', false],
    ['EROFS', 'folder-unusable', true],
    ['ENOSPC', 'disk-full', false],
    ['EDQUOT', 'disk-full', true],
  ])('with %s at any call (%s, on and on: %s): what came is kept', async (code, said, lasting) => {
    const { calls, beforeCut } = await calmCalls();
    expect(calls.length).toBeGreaterThan(20);
    const wrong: string[] = [];
    for (const [at, call] of calls.entries()) {
      let left = at;
      cutOnce();
      disk.before = ({ name }) => {
        left -= 1;
        if (lasting ? left < 0 : left === -1) throw systemError(code, name);
        return undefined;
      };
      const results: DownloadResult[] = [];
      while (results.at(-1)?.kind !== 'complete' && results.length < 5) {
        results.push(await get());
        if (left < 0) disk.before = () => undefined;
      }
      const last = results.at(-1);
      const words = results.map((each) => ('failure' in each ? each.failure.code : each.kind));
      const problems = [
        last?.kind !== 'complete' || !readFileSync(last.path).equals(file) ? 'not the clip' : '',
        words.some((word) => ![said, 'unreachable', 'complete'].includes(word)) ? words.join(', ') : '',
        said === 'disk-full' && results.some((each) => 'failure' in each && each.failure.code === said)
          ? 'a failure instead of a wait'
          : '',
        JSON.stringify(results.slice(0, -1)).includes(dir) ? 'a path' : '',
        at >= beforeCut && server.seen.slice(1).some(({ from }) => from < CUT) ? 'began again' : '',
        namesLeft().join() === 'job.part,job.part.json' ? '' : namesLeft().join(),
      ].filter((problem) => problem !== '');
      if (problems.length > 0) wrong.push(`${at} ${call.name} ${path.basename(call.path)}: ${problems}`);
      clean();
    }
    expect(wrong).toEqual([]);
  });
  test('and is taken away and brought back: it begins again, and nothing is mixed up', async () => {
    const large = clipOfLength(5 * MIB);
    server.reset((seen) => goodAnswer(large, seen));
    let taken = false;
    const onProgress = (done: number): void => {
      if (!taken && done > MIB) rmSync(dir, { recursive: true });
      taken ||= done > MIB;
    };
    const result = await downloadFile(
      { id: 'job', url: server.url, dir },
      { clock: systemClock, onProgress },
    );
    expect(result).toMatchObject({ kind: 'retry', failure: { code: 'disk-error' } });
    expect(await get()).toMatchObject({ kind: 'retry', failure: { code: 'disk-error' } });
    mkdirSync(dir);
    expectWhole(await get(), large);
  });
});
