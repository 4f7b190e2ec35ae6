import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createLog, logFiles, redact } from '../../../main/app/log.ts';
import { SettingsStore } from '../../../main/app/settings.ts';
import { Support } from '../../../main/app/support.ts';
import { systemClock, systemIds } from '../../../main/core/system.ts';

vi.mock('electron', () => ({ default: {} }));

const KEY = 'pb_live_canary_0123456789';
const SECRETS = [KEY, 'hooks.example', 'T0K3N', 'Signature', 'harbour at dawn', os.homedir()];
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-support-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const whole = (): string =>
  logFiles(folder)
    .map((file) => readIf(file))
    .join('');
function readIf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

test('keys, what follows the host of an address, webhooks and the home folder are taken out, whoever writes them', () => {
  const log = createLog(folder, () => ['hooks.example']);
  log('error', 'job.broke', {
    error: `Error: ENOENT, open '${path.join(os.homedir(), 'Videos', 'x.mp4')}' with ${KEY}`,
    header: `authorization: Bearer ${'s'.repeat(20)}`,
    [KEY]: 'as a name',
    address: 'https://user:T0K3N@cdn.example/path/T0K3N.mp4?Signature=abc&Expires=1#T0K3N',
    hook: 'https://hooks.example/services/T0K3N',
    windows: 'C:\\\\Users\\\\ann\\\\x',
  });
  const text = whole();
  for (const secret of [...SECRETS, 'ssssssss']) expect(text).not.toContain(secret);
  expect(text).toContain('https://cdn.example/…');
  expect(text).toContain(path.join('~', 'Videos', 'x.mp4'));
  expect(redact(`/media/${os.userInfo().username}/disk/x.mp4`)).toBe('/media/…/disk/x.mp4');
});

test('a system that does not know who the person is keeps nothing from being written', async () => {
  const unknown = (): never => {
    throw new Error('uv_os_get_passwd returned ENOENT');
  };
  vi.spyOn(os, 'userInfo').mockImplementation(unknown);
  vi.spyOn(os, 'homedir').mockImplementation(unknown);
  onTestFinished(() => void vi.restoreAllMocks());
  vi.resetModules();
  const again = await import('../../../main/app/log.ts');
  const clean = again.redact(`/media//disk/x.mp4 ${KEY}`);
  expect(clean).toBe('/media//disk/x.mp4 …');
});

test('each event is one line of JSON, for this person only', () => {
  const log = createLog(folder);
  log('info', 'job', { job: 'a', to: 'done', text: 'two\nlines "quoted"' });
  log('warn', 'plain');
  const lines = whole()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    {
      at: expect.any(String),
      level: 'info',
      event: 'job',
      job: 'a',
      to: 'done',
      text: 'two\nlines "quoted"',
    },
    { at: expect.any(String), level: 'warn', event: 'plain' },
  ]);
  expect(Date.parse(lines[0].at)).toBeGreaterThan(0);
  if (process.platform !== 'win32') expect(statSync(path.join(folder, 'main.log')).mode & 0o077).toBe(0);
});

test('the log never grows without end, and the newest is always there', () => {
  const log = createLog(folder);
  const long = 'x'.repeat(100_000);
  for (let n = 0; n < 90; n += 1) log('info', 'fill', { n, long });
  const files = readdirSync(folder);
  expect(files.sort()).toEqual(['main.1.log', 'main.2.log', 'main.log']);
  for (const name of files)
    expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(2 * 1024 * 1024);
  expect(whole()).toContain('"n":89');
  // The next start goes on with the same file.
  createLog(folder)('info', 'next');
  expect(readIf(path.join(folder, 'main.log'))).toMatch(/"n":89[\s\S]*"next"/);
});

test('a disk that takes no log stops nothing', () => {
  const blocked = path.join(folder, 'file');
  writeFileSync(blocked, '');
  expect(() => createLog(path.join(blocked, 'logs'))('error', 'nobody hears')).not.toThrow();
});

function supportOf(answer: string | null): Support {
  const settings = new SettingsStore(folder, 0);
  settings.update({ webhookUrl: 'https://hooks.example/T0K3N', monthlyBudget: 60_123_456 as never });
  const job = {
    id: 'j1',
    recipe: { params: { prompt: 'harbour at dawn' }, inputs: [{ name: 'harbour at dawn.jpg' }] },
    state: { name: 'failed', failure: { code: 'generation-failed', detail: 'harbour at dawn' } },
  };
  return new Support({
    ids: systemIds(systemClock),
    version: '9.9.9',
    packaged: true,
    engine: () => ({ jobs: () => [job, job], notes: () => ({ hold: 'offline' }) }) as never,
    library: () => ({ stats: async () => ({ clips: 41 }) }) as never,
    settings,
    logs: path.join(folder, 'logs'),
    hidden: () => ['hooks.example'],
    keychain: () => true,
    askWhere: async () => answer,
  });
}

test('the support file helps, has nothing in it that is nobody’s business, and is saved as it was shown', async () => {
  mkdirSync(path.join(folder, 'logs'));
  // Written by an earlier version, or by hand: what is in the log is cleaned once more.
  writeFileSync(
    path.join(folder, 'logs', 'main.log'),
    `old line with ${KEY} and https://hooks.example/T0K3N in ${os.homedir()}\n{"event":"last"}\n`,
  );
  const place = path.join(folder, 'mine.txt');
  const support = supportOf(place);
  const made = await support.make();
  for (const wanted of [
    '9.9.9',
    'failed: 2',
    'held: offline: 2',
    'failure: generation-failed: 2',
    'clips: 41',
  ])
    expect(made.text).toContain(wanted);
  expect(made.text).toContain('{"event":"last"}');
  for (const secret of [...SECRETS, '60123456', '60.12']) expect(made.text).not.toContain(secret);
  createLog(path.join(folder, 'logs'))('info', 'later');
  expect(await support.save(made.id)).toEqual({ ok: true, value: 'mine.txt' });
  expect(readFileSync(place, 'utf8')).toBe(made.text);
});

test('only the text that was last shown can be saved, and nothing is written without a place', async () => {
  const support = supportOf(null);
  const first = await support.make();
  const second = await support.make();
  expect(await support.save(first.id)).toMatchObject({ ok: false, error: { code: 'superseded' } });
  expect(await support.save(second.id)).toEqual({ ok: true, value: null });
  expect(readdirSync(folder).filter((name) => name.endsWith('.txt'))).toEqual([]);
});

test('the end of a long log is taken, also across files', async () => {
  mkdirSync(path.join(folder, 'logs'));
  const [newest = '', before = ''] = logFiles(path.join(folder, 'logs'));
  writeFileSync(before, Array.from({ length: 500 }, (_, n) => `before ${n}`).join('\n'));
  writeFileSync(newest, Array.from({ length: 100 }, (_, n) => `now ${n}`).join('\n'));
  const { text } = await supportOf(null).make();
  expect(text).toContain('before 200\n');
  expect(text).not.toContain('before 199\n');
  expect(text.trimEnd().endsWith('now 99')).toBe(true);
});

test('two who ask at the same time are shown the same, and it can be saved', async () => {
  const place = path.join(folder, 'mine.txt');
  const support = supportOf(place);
  const [first, second] = await Promise.all([support.make(), support.make()]);
  expect(second).toEqual(first);
  expect(await support.save(first.id)).toEqual({ ok: true, value: 'mine.txt' });
});

test('a system that does not know of a home gets a support file all the same', async () => {
  vi.spyOn(os, 'homedir').mockImplementation(() => {
    throw new Error('uv_os_homedir returned ENOENT');
  });
  onTestFinished(() => void vi.restoreAllMocks());
  mkdirSync(path.join(folder, 'logs'));
  expect((await supportOf(null).make()).text).toMatch(/disk free: \d+ GB/);
});
