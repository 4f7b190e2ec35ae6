import { chmodSync, lstatSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Doorway } from '../../../main/app/command/doorway.ts';
import { handoverIn, isOurDoor } from '../../../main/app/command/handover.ts';
import type { CommandParts } from '../../../main/app/command/run.ts';
import { serve } from '../../../main/app/command/serve.ts';
import { type CommandEvent, endOf } from '../../../main/core/command/events.ts';
import type { CommandRequest } from '../../../main/core/command/request.ts';

const request: CommandRequest = {
  version: 1,
  kind: 'status',
  account: null,
  jobs: [],
  wait: false,
  timeoutMs: null,
};
const posix = process.platform !== 'win32';

let door: Doorway;
let events: CommandEvent[];
const emit = (event: CommandEvent): void => void events.push(event);
beforeEach(async () => {
  door = await Doorway.open();
  events = [];
});
afterEach(() => door.close());

/** What stands in for an app that has nothing in its queue. */
function parts(jobs: () => readonly unknown[] = () => []): CommandParts {
  const engine = { jobs, journal: { jobs: { shown: () => [] } } };
  const leaving = new AbortController().signal;
  return { engine, leaving, log: () => undefined } as unknown as CommandParts;
}

/** Somebody who comes to the door and says this. */
async function visit(
  ...said: string[]
): Promise<{ socket: net.Socket; heard: string[]; gone: Promise<void> }> {
  const socket = net.connect(door.handover.address);
  const heard: string[] = [];
  socket.on('error', () => undefined);
  createInterface({ input: socket }).on('line', (line) => heard.push(line));
  const gone = new Promise<void>((close) => socket.once('close', () => close()));
  for (const line of said) socket.write(`${line}\n`);
  return { socket, heard, gone };
}

test('a command is answered by whoever was told where it listens', async () => {
  const served = door.served(request, emit, 10_000);
  await serve(parts(), door.handover);
  expect(await served).toBe('done');
});

test('whoever does not know the word hears nothing, and cannot pass for the app', async () => {
  const served = door.served(request, emit, 10_000);
  const stranger = await visit('0'.repeat(64), JSON.stringify(endOf('done')));
  const other = await visit('', JSON.stringify(endOf('done')));
  await Promise.all([stranger.gone, other.gone]);
  expect([...stranger.heard, ...other.heard]).toEqual([]);
  await serve(parts(), door.handover);
  expect(await served).toBe('done');
  expect(events).toEqual([]);
});

test('only one visitor is heard, and one that leaves makes room', async () => {
  const served = door.served(request, emit, 10_000);
  const first = await visit(door.handover.token);
  await expect.poll(() => first.heard).toEqual([JSON.stringify(request)]);
  const second = await visit(door.handover.token, JSON.stringify(endOf('done')));
  await second.gone;
  expect(second.heard).toEqual([]);
  first.socket.destroy();
  expect(await served).toBeNull();

  const again = door.served(request, emit, 10_000);
  await serve(parts(), door.handover);
  expect(await again).toBe('done');
});

test('what a newer version says is left out, and an end that means nothing here is no reason to order again', async () => {
  const order = { ...request, kind: 'animate' } as unknown as CommandRequest;
  for (const [asked, end] of [
    [order, 'handed'],
    [request, 'broke'],
  ] as const) {
    const served = door.served(asked, emit, 10_000);
    await visit(
      door.handover.token,
      '{"event":"aurora"}',
      '{"event":"job","state":"dreaming"}',
      '{"event":"end","exit":77,"reason":"aurora"}',
    );
    expect(await served).toBe(end);
  }
  expect(events).toEqual([]);
  expect(door.isHandedOver).toBe(true);
});

test('nonsense from a visitor ends the visit, and nobody coming ends the waiting', async () => {
  const served = door.served(request, emit, 10_000);
  await visit(door.handover.token, 'no JSON');
  expect(await served).toBeNull();
  expect(await door.served(request, emit, 1)).toBeNull();
});

test('what breaks in the app is said, and the command ends', async () => {
  const served = door.served(request, emit, 10_000);
  await serve(
    parts(() => {
      throw new Error('the disk is gone');
    }),
    door.handover,
  );
  expect(await served).toBe('broke');
  expect(events).toEqual([{ event: 'error', code: 'internal', detail: 'the disk is gone' }]);
});

test('another version is told so', async () => {
  const served = door.served({ ...request, version: 2 } as unknown as CommandRequest, emit, 10_000);
  await serve(parts(), door.handover);
  expect(await served).toBe('usage');
  expect(events).toMatchObject([{ code: 'bad-request' }]);
});

test.runIf(posix)('the app goes only where nobody but the person can listen', async () => {
  const { address } = door.handover;
  expect(await isOurDoor(address)).toBe(true);
  expect(lstatSync(path.dirname(address)).mode & 0o777).toBe(0o700);
  expect(await isOurDoor(path.relative(process.cwd(), address))).toBe(false);
  expect(await isOurDoor(`${address}-other`)).toBe(false);

  const folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-door-'));
  const link = path.join(folder, 'link');
  symlinkSync(address, link);
  expect(await isOurDoor(link)).toBe(false);
  writeFileSync(path.join(folder, 'file'), '');
  expect(await isOurDoor(path.join(folder, 'file'))).toBe(false);
  rmSync(folder, { recursive: true });

  chmodSync(path.dirname(address), 0o755);
  expect(await isOurDoor(address)).toBe(false);
  const served = door.served(request, emit, 200);
  await serve(parts(), door.handover);
  expect(await served).toBeNull();
});

test('what a further start leaves behind is a command only in the shape of one', () => {
  expect(handoverIn(door.handover)).toEqual(door.handover);
  for (const odd of [
    null,
    'command',
    {},
    { ...door.handover, token: 'short' },
    { ...door.handover, more: 1 },
    { ...door.handover, address: 'x'.repeat(301) },
  ])
    expect(handoverIn(odd)).toBeNull();
});
