/** What lies on the disk or comes from the system, and is not what this app would have put there. */
import type { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readEnvironment } from '../../../main/app/environment.ts';
import { OpenedFiles } from '../../../main/app/opened-files.ts';
import { SettingsStore } from '../../../main/app/settings.ts';
import { Intake } from '../../../main/ipc/intake.ts';
import { MAX_DROP } from '../../../preload/contract/limits.ts';
import { Rig } from '../engine/rig.ts';

const electron = vi.hoisted(() => ({ app: null as (EventEmitter & { isPackaged: boolean }) | null }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  electron.app = Object.assign(new Emitter(), { isPackaged: true });
  return { default: {}, app: electron.app };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('87 settings', () => {
  const put = (text: string): SettingsStore => {
    writeFileSync(path.join(folder, 'settings.json'), text);
    return new SettingsStore(folder, 0);
  };

  test('with keys that change what objects are', () => {
    const settings = put(
      '{"__proto__":{"practice":false,"admin":1},"constructor":{"prototype":{"admin":1}},"theme":"dark"}',
    );
    expect({}).not.toHaveProperty('admin');
    expect(settings.get()).toMatchObject({ practice: true, apiBase: 'https://api.muvi.video' });
    settings.update({ theme: 'light' });
    expect(new SettingsStore(folder, 0).get()).toMatchObject({ theme: 'light', practice: true });
  });

  test('of a gigabyte are moved aside without being read', () => {
    const file = path.join(folder, 'settings.json');
    writeFileSync(file, '{');
    truncateSync(file, 1024 ** 3);
    // The most there ever was, in KiB.
    const before = process.resourceUsage().maxRSS;
    const settings = new SettingsStore(folder, 0);
    expect(settings.recovered).toBe(true);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(300 * 1024);
    settings.update({ theme: 'dark' });
    expect(new SettingsStore(folder, 0).get().theme).toBe('dark');
  });
});

describe('with the core', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(() => rig.stop());

  test('89 a journal of another machine: without its key nothing is sent, and nothing is paid again with it', async () => {
    rig.service?.faults.add({
      kind: 'odd-reply',
      route: 'status',
      times: 1_000_000,
      body: JSON.stringify({ status: 'processing' }),
    });
    const job = await rig.one();
    await rig.until(job.id, 'processing');
    const key = rig.key;
    // The other machine has the journal alone: no clips, no pictures, no index, no keychain.
    rig.key = null;
    await rig.engine.stop();
    for (const name of ['Kinora', 'library.db', 'library.db-wal', 'library.db-shm'])
      rmSync(path.join(rig.folder, name), { recursive: true, force: true });
    await rig.restart();
    await expect.poll(() => rig.engine.notes(job.id).hold).toBe('key');
    expect(rig.engine.job(job.id)?.state.name).toBe('processing');
    expect(rig.serviceTotals().charges).toBe(1);
    rig.service?.faults.clear();
    rig.key = key;
    rig.engine.accounts.reset();
    await rig.until(job.id, 'done');
    expect(rig.serviceTotals().charges).toBe(1);
  });

  test('93 a drop of more files than there can be is refused whole; what the system opens is cut off', async () => {
    const { engine, journal, ids, clips } = rig;
    const intake = new Intake({
      journal,
      clock: engine.clock,
      ids,
      files: () => clips.sources,
      onOpened: () => undefined,
    });
    const file = { path: path.join(folder, 'none.png'), name: 'none.png' };
    const many = Array.from({ length: MAX_DROP + 1 }, () => file);
    expect(await intake.check({ files: many })).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(await intake.check({ files: 'https://example.com/a.png' })).toMatchObject({ ok: false });
    await intake.open(many.map((each) => each.path));
    expect(intake.takeOpened()).toHaveLength(MAX_DROP);
  });

  test('95 what a second start or the system hands over is a file that is looked at, or nothing', async () => {
    const { engine, journal, ids, clips } = rig;
    const intake = new Intake({
      journal,
      clock: engine.clock,
      ids,
      files: () => clips.sources,
      onOpened: () => undefined,
    });
    const given: string[] = [];
    const opened = new OpenedFiles();
    opened.to((paths) => given.push(...paths));
    given.length = 0;
    const argv = [
      '/opt/kinora',
      '--inspect=0.0.0.0:9229',
      '--js-flags=--expose-gc',
      '--no-sandbox',
      '--user-data-dir=/tmp/x',
      '--demo=/etc/passwd',
      'kinora://open?file=/etc/passwd',
      'https://example.com/a.png',
      'javascript:alert(1)',
      'file://host/share/a.png',
      'file:///etc/passwd',
      'file:///%00',
      '../../../dev/zero',
      'C:\\a.png',
      'a\0b.png',
      '',
    ];
    electron.app?.emit('second-instance', {}, argv, folder);
    electron.app?.emit('open-file', { preventDefault: () => undefined }, '/dev/zero');
    expect(given.filter((place) => !path.isAbsolute(place))).toEqual([]);
    expect(given.filter((place) => place.startsWith('-') || place.startsWith('//'))).toEqual([]);
    await intake.open(given);
    const said = intake.takeOpened();
    expect(said).toHaveLength(given.length);
    expect(said.filter(({ ok }) => ok)).toEqual([]);
    expect(existsSync(path.join(folder, 'a.png'))).toBe(false);
  });
});

test('94 a packaged app heeds no variable and no flag of a developer', () => {
  const env = {
    KINORA_API_URL: 'http://127.0.0.1:9',
    KINORA_API_KEY: 'pb_x',
    KINORA_TIME_SCALE: '0.01',
    ELECTRON_RUN_AS_NODE: '1',
  };
  const argv = ['--demo=/etc/passwd'];
  const heeded = Object.entries(readEnvironment(true, env, argv)).filter(([, value]) => value != null);
  expect(heeded).toEqual([]);
  expect(readEnvironment(false, env, argv)).toMatchObject({ apiKey: 'pb_x', demo: '/etc/passwd' });
  // Where they count, only this machine can be named.
  for (const url of [
    'https://evil.example',
    'http://127.0.0.1:9@evil.example',
    'http://localhost:9',
    'http://127.0.0.1:9/x',
  ])
    expect(() => readEnvironment(false, { KINORA_API_URL: url }, [])).toThrow('KINORA_API_URL');
});
