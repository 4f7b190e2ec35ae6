import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { enter } from '../../../main/app/command/client.ts';
import { Doorway } from '../../../main/app/command/doorway.ts';
import { type Handover, handoverIn } from '../../../main/app/command/handover.ts';
import { endOf } from '../../../main/core/command/events.ts';

const { desktop } = vi.hoisted(() => ({ desktop: { app: undefined as unknown } }));
vi.mock('electron', () => ({
  default: {},
  get app() {
    return desktop.app;
  },
}));

/** What the app is to a command: it ends once, and has the lock or not. */
class App extends EventEmitter {
  readonly ended = Promise.withResolvers<number>();
  readonly handovers: Handover[] = [];
  hasLock: (handover: Handover) => boolean = () => true;
  exit = (code: number): void => this.ended.resolve(code);
  setPath = (): void => undefined;
  getVersion = (): string => '0';
  requestSingleInstanceLock = (data: unknown): boolean => {
    const handover = handoverIn(data);
    if (handover === null) throw new Error('no handover');
    this.handovers.push(handover);
    return this.hasLock(handover);
  };
}

let app: App;
let folder: string;
let lines: string[];
const signals = (): number => process.listenerCount('SIGINT');
beforeEach(() => {
  app = new App();
  desktop.app = app;
  folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'kinora-client-'));
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest: unknown[]) => {
    lines.push(...String(text).split('\n').filter(Boolean));
    for (const done of rest) if (typeof done === 'function') done();
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const said = (): unknown[] => lines.map((line) => JSON.parse(line));
const end = (reason: Parameters<typeof endOf>[0]) => endOf(reason);
const order = ['animate', 'a.jpg', '--model', 'wan-2.7', '--prompt', 'sea', '--max-cost', '1'] as const;

test('a command that is stopped before the app hears signals ends as one that was stopped, with nothing done', async () => {
  const before = signals();
  const own = await enter(['status', '--json'], undefined);
  expect(signals()).toBe(before + 1);
  process.listeners('SIGINT').at(-1)?.('SIGINT');
  expect(await app.ended.promise).toBe(130);
  expect(said()).toEqual([end('interrupted')]);
  own.begun();
  expect(signals()).toBe(before);
  expect(app.listenerCount('will-quit')).toBe(0);
});

test('a folder that cannot be used is said like everything else', async () => {
  writeFileSync(path.join(folder, 'file'), '');
  void enter(['status', '--json', '--user-data', path.join(folder, 'file', 'below')], undefined);
  expect(await app.ended.promise).toBe(2);
  expect(said()).toMatchObject([{ event: 'error', code: 'bad-parameters' }, end('usage')]);
});

test.skipIf(process.platform === 'win32')(
  'a folder for temporary files that is not there or too long for a socket gives way to another one',
  async () => {
    const long = path.join(folder, 'x'.repeat(100));
    mkdirSync(long);
    for (const place of [long, path.join(folder, 'none')]) {
      vi.stubEnv('TMPDIR', place);
      const door = await Doorway.open();
      expect(door.handover.address.startsWith(place)).toBe(false);
      door.close();
    }
    vi.spyOn(Doorway, 'open').mockRejectedValue(new Error('EROFS: read-only file system'));
    void enter(['status', '--json'], undefined);
    expect(await app.ended.promise).toBe(1);
    expect(said()).toMatchObject([{ code: 'internal', detail: /EROFS/ }, end('broke')]);
  },
);

/** An app that comes to each command, hears its order, and answers these lines. */
function answering(...answers: (readonly unknown[])[]): void {
  app.hasLock = ({ address, token }) => {
    const answer = answers.shift();
    if (!answer) return false;
    const socket = net.connect(address);
    socket.on('error', () => undefined);
    socket.write(`${token}\n`);
    createInterface({ input: socket }).once('line', () =>
      socket.end(answer.map((event) => `${JSON.stringify(event)}\n`).join('')),
    );
    return false;
  };
}
/** As an app of an earlier version says it. */
const queued = { event: 'queued', batch: 'b', total: 1, jobs: [{ job: 'j', image: 'a.jpg' }] };
const other = { event: 'error', code: 'bad-request', detail: 'The Kinora that runs is of another version.' };

test('once it is queued, or may be, no end invites to order again', async () => {
  for (const first of [[queued], [], [queued, end('broke')]]) {
    app = new App();
    desktop.app = app;
    answering(first, [other, end('usage')]);
    void enter([...order, '--json'], undefined);
    expect(await app.ended.promise).toBe(8);
    expect(said().at(-1)).toEqual(end('handed'));
  }
  app = new App();
  desktop.app = app;
  answering([other, end('usage')]);
  void enter([...order, '--json'], undefined);
  expect(await app.ended.promise).toBe(2);
});
