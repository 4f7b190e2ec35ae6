import { beforeEach, expect, test, vi } from 'vitest';
import { Signs } from '../../../main/app/signs.ts';
import type { Hold, JobStateName } from '../../../preload/contract/vocabulary.ts';

const { calls, desktop } = vi.hoisted(() => {
  const calls: unknown[][] = [];
  const desktop = {
    app: { setBadgeCount: (count: number) => calls.push(['badge', count]) },
    powerSaveBlocker: {
      start: (type: string) => {
        calls.push(['awake', type]);
        return 7;
      },
      stop: (id: number) => calls.push(['asleep', id]),
    },
  };
  return { calls, desktop };
});
vi.mock('electron', () => ({ default: desktop, ...desktop }));

const timers: (() => void)[] = [];
const holds = new Map<string, Hold>();
let jobs: { id: string; state: { name: JobStateName } }[] = [];
let focused = false;
let signs: Signs;

beforeEach(() => {
  calls.length = 0;
  timers.length = 0;
  holds.clear();
  focused = false;
  signs = new Signs({
    engine: {
      jobs: () => jobs,
      notes: (id: string) => ({ hold: holds.get(id) ?? null }),
      clock: { after: (_ms: number, run: () => void) => timers.push(run) },
    } as never,
    window: () =>
      ({
        isFocused: () => focused,
        setProgressBar: (value: number, { mode }: { mode: string }) => calls.push(['bar', value, mode]),
      }) as never,
  });
});

/** The jobs are in these states now; what the desktop was told of it. */
function see(...states: JobStateName[]): unknown[][] {
  jobs = states.map((name, at) => ({ id: String(at), state: { name } }));
  signs.look();
  signs.look();
  expect(timers).toHaveLength(1);
  for (const run of timers.splice(0)) run();
  return calls.splice(0);
}

test('the computer is kept awake while something is sent or fetched, and at no other time', () => {
  const awake = (seen: unknown[][]): unknown[][] => seen.filter(([what]) => what !== 'bar');
  expect(awake(see('queued'))).toEqual([]);
  for (const name of ['uploading', 'sending', 'downloading'] as const) {
    expect(awake(see('processing', name))).toEqual([['awake', 'prevent-app-suspension']]);
    expect(awake(see('processing', name, name))).toEqual([]);
    expect(awake(see('pending', 'processing', 'unknown', 'done'))).toEqual([['asleep', 7]]);
  }
  // What waits for the network, the disk or a key needs nobody.
  holds.set('0', 'offline');
  expect(awake(see('downloading'))).toEqual([]);
  holds.clear();
  expect(awake(see('downloading'))).toEqual([['awake', 'prevent-app-suspension']]);
  signs.stop();
  expect(calls).toEqual([['asleep', 7]]);
});

test('the bar goes from nothing to all of this round, stands still while all of it is held, and goes', () => {
  const bar = (...states: JobStateName[]): unknown => see(...states).find(([what]) => what === 'bar');
  expect(bar('queued', 'queued')).toEqual(['bar', 0, 'normal']);
  expect(bar('queued', 'processing')).toEqual(['bar', 0.2, 'normal']);
  expect(bar('queued', 'processing')).toBeUndefined();
  expect(bar('processing', 'done')).toEqual(['bar', 0.7, 'normal']);
  holds.set('0', 'paused');
  expect(bar('processing', 'done')).toEqual(['bar', 0.7, 'paused']);
  holds.set('0', 'slot');
  expect(bar('processing', 'done')).toEqual(['bar', 0.7, 'normal']);
  // One that was taken out of the queue does not hold the rest back.
  expect(bar('processing')).toBeUndefined();
  expect(bar('failed')).toEqual(['bar', -1, 'none']);
  expect(bar('queued')).toEqual(['bar', 0, 'normal']);
});

test('clips that nobody has seen are counted until somebody comes', () => {
  signs.ready();
  signs.ready();
  signs.seen();
  signs.seen();
  focused = true;
  signs.ready();
  expect(calls).toEqual([
    ['badge', 1],
    ['badge', 2],
    ['badge', 0],
  ]);
});
