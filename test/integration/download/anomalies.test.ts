import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DownloadResult, downloadFile } from '../../../main/core/download/download-file.ts';
import { systemClock } from '../../../main/core/system.ts';
import { scratch } from './clips.ts';
import { FaultServer, goodAnswer, head } from './fault-server.ts';
import { file, ODD_ANSWERS } from './odd-answers.ts';

const HERE = 60 * 1024;
/** After these the part is of no use: the server has shown that its lengths mean nothing, or sent another file. */
const LOSING: readonly string[] = [
  'a clip without its end',
  'a clip with more behind it',
  'a clip whose boxes do not add up',
  'chunks with three bytes too many',
];

let server: FaultServer;
beforeAll(async () => {
  server = await FaultServer.start(() => ({ head: '' }));
});
afterAll(() => server.stop());

/** What has happened before the answer comes. */
const STATES = ['a first request', 'a resumed one', 'a resumed one at a new address'] as const;

describe.each(STATES)('%s', (state) => {
  test.each(ODD_ANSWERS)('$name', async ({ name, answer, first, resumed }) => {
    const dir = mkdtempSync(path.join(scratch, 'kinora-odd-'));
    const get = (): Promise<DownloadResult> => downloadFile({ id: 'job', url, dir }, { clock: systemClock });
    const isRight = (result: DownloadResult): boolean =>
      result.kind === 'complete' && readFileSync(result.path).equals(file);
    let url = server.url;
    if (state !== STATES[0]) {
      server.reset((seen) => ({ ...goodAnswer(file, seen), cutAt: HERE, end: 'fin' }));
      expect(await get()).toMatchObject({ kind: 'retry', gained: HERE });
    }
    if (state === STATES[2]) {
      server.reset(() => ({ head: head('403 Expired', { 'Content-Length': 0 }) }));
      expect(await get()).toEqual({ kind: 'link-dead', status: 403 });
      url = url.replace('clip', 'new');
    }
    const expected = state === STATES[0] ? first : resumed;

    server.reset((seen, count) => (count === 1 ? answer(seen) : goodAnswer(file, seen)));
    const result = await get();
    expect(result.kind, JSON.stringify(result)).toBe(expected);
    if (expected === 'complete') expect(isRight(result)).toBe(true);
    expect(server.seen.length).toBeLessThanOrEqual(2);
    if (state !== STATES[0] && result.kind !== 'complete') {
      server.reset((seen) => ({ ...goodAnswer(file, seen), cutAt: 0, end: 'fin' }));
      await get();
      const kept = server.seen.every(({ from }) => from >= HERE);
      expect(kept).toBe(!LOSING.includes(name));
    }

    // However often it comes, nothing but the clip ever passes for it.
    server.reset((seen) => answer(seen));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const again = await get();
      expect(again.kind !== 'complete' || isRight(again), `attempt ${attempt}`).toBe(true);
    }
    expect(server.seen.length).toBeLessThanOrEqual(3 * 6);

    server.reset((seen) => goodAnswer(file, seen));
    expect(isRight(await get())).toBe(true);
    expect(
      readdirSync(dir)
        .filter((each) => each !== 'job.refused')
        .sort(),
    ).toEqual(['job.part', 'job.part.json']);
    rmSync(dir, { recursive: true });
  });
});
