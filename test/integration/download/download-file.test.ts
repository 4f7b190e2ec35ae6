import { existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type DownloadDeps,
  type DownloadResult,
  downloadFile,
} from '../../../main/core/download/download-file.ts';
import { systemClock } from '../../../main/core/system.ts';
import { clipOfLength, fixture, sha256 } from './clips.ts';
import { type Answer, FaultServer, goodAnswer, head, type Seen } from './fault-server.ts';

const MIB = 1024 * 1024;
const small = fixture('clip-smallest.mp4');
const large = clipOfLength(10 * MIB + 12_345);
/** Memory, where there is such a folder: thousands of fsyncs are not what is tested here. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
let server: FaultServer;
let dir = '';
let part = '';

beforeAll(async () => {
  server = await FaultServer.start(() => ({ head: head('500 Unused') }));
});
afterAll(() => server.stop());
beforeEach(() => {
  dir = mkdtempSync(path.join(scratch, 'kinora-dl-'));
  part = path.join(dir, 'job.part');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const get = (deps: Partial<DownloadDeps> = {}, url = server.url): Promise<DownloadResult> =>
  downloadFile({ id: 'job', url, dir }, { clock: systemClock, ...deps });

/** Attempts until one ends otherwise than with "again"; the engine's part in this. */
async function getAll(
  deps: Partial<DownloadDeps> = {},
  most = 10,
): Promise<{ last: DownloadResult; attempts: number }> {
  for (let attempts = 1; ; attempts += 1) {
    const last = await get(deps);
    if (last.kind !== 'retry' || attempts === most) return { last, attempts };
  }
}

function expectWhole(result: DownloadResult, file: Buffer): void {
  expect(result).toMatchObject({ kind: 'complete', bytes: file.length, sha256: sha256(file) });
  if (result.kind === 'complete') expect(readFileSync(result.path).equals(file)).toBe(true);
}

const cut = (answer: Answer, cutAt: number, end: Answer['end'] = 'fin'): Answer => ({
  ...answer,
  cutAt,
  end,
});
const once = (first: (seen: Seen) => Answer, file: Buffer) => (seen: Seen, count: number) =>
  count === 1 ? first(seen) : goodAnswer(file, seen);

describe('a calm line', () => {
  test('the whole file, its hash, its media, and progress up to the end', async () => {
    server.reset((seen) => goodAnswer(large, seen));
    const progress: [number, number | null][] = [];
    const result = await get({ onProgress: (done, total) => progress.push([done, total]) });
    expectWhole(result, large);
    expect(result).toMatchObject({ media: { seconds: 2, width: 160, height: 90 } });
    expect(progress.at(-1)).toEqual([large.length, large.length]);
    expect(progress.length).toBeGreaterThan(5);
    expect(server.seen[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' });
    for (const name of ['authorization', 'x-api-key', 'cookie', 'range', 'if-range'])
      expect(server.seen[0]?.headers[name]).toBeUndefined();
  });

  test('asking again for a complete part makes no request', async () => {
    server.reset((seen) => goodAnswer(small, seen));
    expectWhole(await get(), small);
    expectWhole(await get(), small);
    expect(server.seen.length).toBe(1);
  });

  test('a complete part that was damaged on the disk is fetched again', async () => {
    server.reset((seen) => goodAnswer(small, seen));
    await get();
    const bytes = readFileSync(part);
    bytes[700] = (bytes[700] ?? 0) ^ 1;
    writeFileSync(part, bytes);
    expectWhole(await get(), small);
    expect(server.seen.length).toBe(2);
  });

  test('chunked, without a length: the end of the chunks is the end', async () => {
    const chunked = Buffer.concat([
      Buffer.from(`${small.length.toString(16)}\r\n`),
      small,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
    server.reset(() => ({ head: head('200 OK', { 'Transfer-Encoding': 'chunked' }), body: chunked }));
    expectWhole(await get(), small);
    server.reset(() => ({
      head: head('200 OK', { 'Transfer-Encoding': 'chunked' }),
      body: chunked,
      cutAt: 500,
      end: 'fin',
    }));
    rmSync(part);
    expect(await get()).toMatchObject({ kind: 'retry', failure: { code: 'unreachable' } });
  });
});

describe('a line that is cut', () => {
  test('resumes with the strong validator from the byte it has', async () => {
    server.reset(once((seen) => cut(goodAnswer(large, seen), 5 * MIB), large));
    const first = await get();
    expect(first).toMatchObject({ kind: 'retry', gained: 5 * MIB, failure: { code: 'unreachable' } });
    expectWhole(await get(), large);
    expect(server.seen[1]?.headers).toMatchObject({ range: `bytes=${5 * MIB}-`, 'if-range': '"v1"' });
    expect(server.sent).toBe(large.length);
  });

  test('a weak validator or none means from the start, and never a mixture', async () => {
    for (const headers of [{ ETag: 'W/"v1"' }, {}]) {
      const answer = { head: head('200 OK', { 'Content-Length': large.length, ...headers }), body: large };
      server.reset((_, count) => (count === 1 ? cut(answer, 6 * MIB) : answer));
      const { last } = await getAll();
      expectWhole(last, large);
      expect(server.seen[1]?.headers['range']).toBeUndefined();
      rmSync(part);
    }
  });

  test('a Last-Modified date serves where it was old enough', async () => {
    const dates = { Date: 'Sun, 31 Jan 2027 12:00:00 GMT', 'Last-Modified': 'Sun, 31 Jan 2027 11:00:00 GMT' };
    const answer = { head: head('200 OK', { 'Content-Length': large.length, ...dates }), body: large };
    server.reset((seen, count) => {
      if (count === 1) return cut(answer, 6 * MIB);
      const range = `bytes ${seen.from}-${large.length - 1}/${large.length}`;
      return {
        head: head('206 Partial Content', { 'Content-Range': range, ...dates }),
        body: large.subarray(seen.from),
        end: 'fin',
      };
    });
    const { last } = await getAll();
    expectWhole(last, large);
    expect(server.seen[1]?.headers['if-range']).toBe(dates['Last-Modified']);
  });

  test('a damaged tail costs a piece, not the file', async () => {
    server.reset(once((seen) => cut(goodAnswer(large, seen), 9 * MIB), large));
    await get();
    const bytes = readFileSync(part);
    bytes[8 * MIB + 5] = (bytes[8 * MIB + 5] ?? 0) ^ 0xff;
    writeFileSync(part, bytes);
    expectWhole(await get(), large);
    expect(server.seen[1]?.headers['range']).toBe(`bytes=${8 * MIB}-`);
  });

  test.each([
    ['no record', (record: string) => rmSync(record)],
    ['an empty record', (record: string) => writeFileSync(record, '')],
    [
      'a hostile record',
      (record: string) => writeFileSync(record, '{"schema":1,"bytes":1e300,"__proto__":{}}'),
    ],
    ['a record of more bytes than there are', (record: string) => rmSync(record.replace('.json', ''))],
  ])('%s means from the start', async (_, spoil) => {
    server.reset(once((seen) => cut(goodAnswer(large, seen), 9 * MIB), large));
    await get();
    spoil(`${part}.json`);
    expectWhole(await get(), large);
    expect(server.seen[1]?.headers['range']).toBeUndefined();
  });

  test.each(['record', 'last digest'])(
    'a part that has the name of a clip by now, without its %s, leaves the clip alone',
    async (damaged) => {
      server.reset((seen) => goodAnswer(large, seen));
      await get();
      const clip = path.join(dir, 'clip.mp4');
      linkSync(part, clip);
      if (damaged === 'record') rmSync(`${part}.json`);
      else {
        const record = readFileSync(`${part}.json`, 'utf8');
        writeFileSync(`${part}.json`, record.replace(/"digest":"\w+"/, `"digest":"${'0'.repeat(64)}"`));
      }
      server.reset((seen) => cut(goodAnswer(large, seen), MIB));
      await get();
      expect(readFileSync(clip).equals(large)).toBe(true);
      server.reset((seen) => goodAnswer(large, seen));
      expectWhole(await get(), large);
    },
  );

  test('one byte at a time', async () => {
    server.reset((seen) => ({ ...goodAnswer(small, seen), slice: 1 }));
    expectWhole(await get(), small);
  });
});

describe('a server that goes wrong when asked for the rest', () => {
  const firstHalf = (seen: Seen) => cut(goodAnswer(large, seen), 6 * MIB);
  const rest = (from: number, headers: Record<string, string | number>, body = large.subarray(from)) => ({
    head: head('206 Partial Content', { 'Content-Length': body.length, ETag: '"v1"', ...headers }),
    body,
  });
  const range = (start: number, end = large.length - 1, total = large.length) => ({
    'Content-Range': `bytes ${start}-${end}/${total}`,
  });

  test('a 200 that is cut early does not cost what was there', async () => {
    server.reset((seen, count) => {
      if (count === 1) return firstHalf(seen);
      // The server forgets about ranges once, and breaks off.
      if (count === 2) return cut(goodAnswer(large, { ...seen, headers: {} }), 2 * MIB);
      return goodAnswer(large, seen);
    });
    const { last, attempts } = await getAll();
    expectWhole(last, large);
    expect(attempts).toBe(3);
    expect(server.seen[2]?.from).toBe(6 * MIB);
  });

  test('a new version takes over when it has come further than the old one', async () => {
    const newer = clipOfLength(large.length + 4000);
    newer[newer.length - 9] = 77;
    server.reset((seen, count) => {
      if (count === 1) return firstHalf(seen);
      const answer = goodAnswer(newer, seen, '"v2"');
      return count === 2 ? cut(answer, 8 * MIB) : answer;
    });
    const { last, attempts } = await getAll();
    expectWhole(last, newer);
    expect(attempts).toBe(3);
    expect(server.seen[2]?.headers).toMatchObject({ range: `bytes=${8 * MIB}-`, 'if-range': '"v2"' });
  });

  test('a new version that was cut shorter than the old one is gone on from, not begun again', async () => {
    const newer = clipOfLength(large.length);
    newer[newer.length - 9] = 77;
    server.reset((seen, count) => {
      if (count === 1) return firstHalf(seen);
      const answer = goodAnswer(newer, seen, '"v2"');
      return count === 2 ? cut(answer, 3 * MIB) : answer;
    });
    const { last } = await getAll();
    expectWhole(last, newer);
    expect(server.seen[2]?.from).toBe(3 * MIB);
    expect(readdirSync(dir).sort()).toEqual(['job.part', 'job.part.json']);
  });

  test('ranges answered in several pieces within one attempt', async () => {
    server.reset((seen, count) => {
      if (count === 1) return firstHalf(seen);
      const end = Math.min(large.length, seen.from + 3 * MIB) - 1;
      return rest(seen.from, range(seen.from, end), large.subarray(seen.from, end + 1));
    });
    await get();
    expectWhole(await get(), large);
  });
});

describe('answers that are no clip', () => {
  test.each([
    ['429 Slow', 7, 7000],
    ['503 No', 999999999, 3_600_000],
    ['503 No', '5 minutes', null],
  ])('%s with a wait of %s', async (line, wait, expected) => {
    server.reset(() => ({ head: head(line, { 'Retry-After': wait, 'Content-Length': 0 }) }));
    expect(await get()).toMatchObject({ kind: 'retry', retryAfterMs: expected, gained: 0 });
    expect(existsSync(part)).toBe(false);
  });

  test('a whole body that is no whole MP4 is refused, kept out of the way, and asked for anew', async () => {
    const broken = Buffer.from(small.subarray(0, small.length - 5));
    server.reset(() => ({
      head: head('200 OK', { 'Content-Length': broken.length, ETag: '"v1"' }),
      body: broken,
    }));
    expect(await get()).toMatchObject({ kind: 'refused', failure: { code: 'not-a-clip' } });
    expect(readFileSync(path.join(dir, 'job.refused')).equals(broken)).toBe(true);
    server.reset((seen) => goodAnswer(small, seen));
    expectWhole(await get(), small);
  });

  test('a body that ends with its connection may have been cut, so it is tried again', async () => {
    server.reset(() => ({ head: head('200 OK'), body: small, cutAt: small.length - 5, end: 'fin' }));
    expect(await get()).toMatchObject({ kind: 'retry', failure: { code: 'not-a-clip' } });
    server.reset(() => ({ head: head('200 OK'), body: small, end: 'fin' }));
    expectWhole(await get(), small);
  });
});

describe('addresses', () => {
  const redirect = (location: string): Answer => ({
    head: head('302 Found', { Location: location, 'Content-Length': 0 }),
  });

  test('a redirect on this machine is followed, with the range', async () => {
    server.reset((seen) => (seen.path === '/clip.mp4' ? redirect('/other.mp4') : goodAnswer(large, seen)));
    expectWhole(await get(), large);
    expect(server.seen.map((seen) => seen.path)).toEqual(['/clip.mp4', '/other.mp4']);
  });

  test('five redirects at most', async () => {
    server.reset((_, count) => redirect(`/hop-${count}.mp4`));
    expect(await get()).toMatchObject({ kind: 'refused', failure: { code: 'service-error' } });
    expect(server.seen.length).toBe(6);
  });

  test.each([
    'file:///etc/passwd',
    'http://localhost:1/x.mp4',
    'http://127.0.0.2/x.mp4',
    'http://example.invalid/x.mp4',
    'https://127.0.0.1/x.mp4',
    'https://localhost/x.mp4',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/x.mp4',
    'https://[::ffff:127.0.0.1]/x.mp4',
    'https://2130706433/x.mp4',
    'https://0x7f.1/x.mp4',
    'https://user:pass@example.invalid/x.mp4',
    'https://example.invalid:22/x.mp4',
    'data:video/mp4;base64,AAAA',
    'javascript:alert(1)',
    'ftp://example.invalid/x.mp4',
    'https:// not an address',
    `https://example.invalid/${'x'.repeat(20_000)}`,
  ])('%s is refused, first or as a redirect, and not repeated in words', async (url) => {
    const first = await get({}, url);
    expect(first).toMatchObject({ kind: 'refused', failure: { code: 'not-allowed' } });
    expect(JSON.stringify(first)).not.toContain('example');
    server.reset(() => redirect(url.slice(0, 8000)));
    if (url.length < 8000) expect(await get()).toMatchObject({ kind: 'refused' });
    expect(server.seen.length).toBeLessThanOrEqual(1);
  });

  test('only the hosts that were allowed', async () => {
    server.reset((seen) => goodAnswer(small, seen));
    const request = { id: 'job', url: server.url, dir };
    expect(
      await downloadFile({ ...request, authorizedHosts: ['cdn.example'] }, { clock: systemClock }),
    ).toMatchObject({
      kind: 'refused',
      failure: { code: 'not-allowed' },
    });
    expect(server.seen.length).toBe(0);
    expectWhole(
      await downloadFile({ ...request, authorizedHosts: ['127.0.0.1'] }, { clock: systemClock }),
      small,
    );
  });

  test('two at once for one id: the second is turned away', async () => {
    server.reset((seen) => goodAnswer(large, seen));
    const [first, second] = await Promise.all([get(), get()]);
    expectWhole(first, large);
    expect(second).toMatchObject({ kind: 'refused', failure: { code: 'internal' } });
  });

  test('an id that is a path is refused', async () => {
    const result = await downloadFile({ id: '../job', url: server.url, dir }, { clock: systemClock });
    expect(result).toMatchObject({ kind: 'refused' });
  });

  test('nobody listens', async () => {
    expect(await get({}, 'http://127.0.0.1:1/x.mp4')).toMatchObject({
      kind: 'retry',
      failure: { code: 'unreachable', detail: 'ECONNREFUSED' },
      gained: 0,
    });
  });
});

describe('silence, the person and the disk', () => {
  test('an answer that never comes', async () => {
    server.reset(() => ({ head: '', end: 'stall' }));
    expect(await get({ stallMs: 100 })).toMatchObject({
      kind: 'retry',
      failure: { code: 'download-stalled' },
    });
  });

  test('a body that stops: what came is kept', async () => {
    server.reset(once((seen) => cut(goodAnswer(large, seen), 5 * MIB, 'stall'), large));
    expect(await get({ stallMs: 150 })).toMatchObject({
      kind: 'retry',
      gained: 5 * MIB,
      failure: { code: 'download-stalled' },
    });
    expectWhole(await get(), large);
    expect(server.sent).toBe(large.length);
  });

  test('a slow line is not a stall', async () => {
    server.reset((seen) => ({ ...goodAnswer(clipOfLength(60_000), seen), slice: 3000, pause: 100 }));
    expect(await get({ stallMs: 1500 })).toMatchObject({ kind: 'complete' });
  });

  test('a few bytes now and then are', async () => {
    server.reset((seen) => ({ ...goodAnswer(large, seen), slice: 10, pause: 50 }));
    const started = Date.now();
    expect(await get({ stallMs: 300 })).toMatchObject({
      kind: 'retry',
      failure: { code: 'download-stalled' },
    });
    // The whole file would take hours at this pace.
    expect(Date.now() - started).toBeLessThan(60_000);
  });

  test('stopping keeps what came; a stop before the start asks for nothing', async () => {
    server.reset((seen) => ({ ...goodAnswer(large, seen), slice: 65_536, pause: 2 }));
    const stop = new AbortController();
    const result = await get({ signal: stop.signal, onProgress: (done) => done > 2 * MIB && stop.abort() });
    expect(result).toEqual({ kind: 'aborted' });
    server.reset((seen) => goodAnswer(large, seen));
    expect(await get({ signal: AbortSignal.abort() })).toEqual({ kind: 'aborted' });
    expect(server.seen.length).toBe(0);
    expectWhole(await get(), large);
    expect(server.seen[0]?.from).toBeGreaterThan(2 * MIB);
  });

  test('a disk without room is told before a byte of the body is taken, and before a resumed request', async () => {
    server.reset((seen) => goodAnswer(large, seen));
    const tooLittle = async () => large.length + 64 * MIB - 1;
    expect(await get({ freeBytes: tooLittle })).toEqual({
      kind: 'disk-full',
      neededBytes: large.length + 64 * MIB,
    });
    expect(existsSync(part)).toBe(false);
    server.reset(once((seen) => cut(goodAnswer(large, seen), 6 * MIB), large));
    await get();
    expect(await get({ freeBytes: async () => 64 * MIB })).toMatchObject({ kind: 'disk-full' });
    expect(server.seen.length).toBe(1);
    expectWhole(await get({ freeBytes: async () => large.length + 58 * MIB }), large);
  });

  test('a folder that is not there is the disk, not the line', async () => {
    server.reset((seen) => goodAnswer(small, seen));
    const result = await downloadFile(
      { id: 'job', url: server.url, dir: path.join(dir, 'no') },
      { clock: systemClock },
    );
    expect(result).toMatchObject({ kind: 'retry', failure: { code: 'disk-error' } });
    expect(JSON.stringify(result)).not.toContain(dir);
  });
});
