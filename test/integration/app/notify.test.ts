import { beforeEach, expect, test, vi } from 'vitest';
import { Notifier } from '../../../main/app/notify.ts';
import type { Job } from '../../../main/core/job/state.ts';
import type { ClipRecord } from '../../../main/core/library/clip-record.ts';
import { type MicroCents, micro, ZERO } from '../../../preload/contract/money.ts';

const { shown } = vi.hoisted(() => ({
  shown: [] as { title: string; body: string; click: () => void }[],
}));

vi.mock('electron', () => {
  class Notification {
    static isSupported = (): boolean => true;
    readonly #said: { title: string; body: string; click: () => void };
    constructor({ title, body }: { title: string; body: string }) {
      this.#said = { title, body, click: () => undefined };
    }
    on(_event: 'click', listener: () => void): void {
      this.#said.click = listener;
    }
    show(): void {
      shown.push(this.#said);
    }
  }
  return { default: {}, Notification };
});

const wishes = { notifyReady: true, notifyFailed: true, notifyOnlyAway: false, sound: false };
let now = 0;
let chimes = 0;
const underWay = new Set<string>();
const timers: (() => void)[] = [];
const asked: unknown[] = [];
const window = { focused: true, front: false };
let charged: MicroCents | null = null;
let refunded: MicroCents = ZERO;
let notifier: Notifier;

beforeEach(() => {
  shown.length = 0;
  timers.length = 0;
  asked.length = 0;
  Object.assign(wishes, { notifyReady: true, notifyFailed: true, notifyOnlyAway: false, sound: false });
  now = 0;
  chimes = 0;
  underWay.clear();
  Object.assign(window, { focused: true, front: false });
  charged = null;
  refunded = ZERO;
  notifier = new Notifier({
    settings: { get: () => wishes as never },
    clock: { monotonic: () => now, after: (_ms: number, run: () => void) => timers.push(run) } as never,
    window: () =>
      ({
        isFocused: () => window.focused,
        isMinimized: () => false,
        show: () => undefined,
        focus: () => {
          window.front = true;
        },
      }) as never,
    moneyOf: () => ({ estimated: ZERO, charged, refunded }),
    isUnderWay: (batchId) => underWay.has(batchId),
    show: (show) => asked.push(show),
    chime: () => {
      chimes += 1;
    },
  });
});

/** Lets the moment pass in which news are gathered. */
const pass = (): void => {
  for (const run of timers.splice(0)) run();
};
const clip = (name: string, batchId: string | null = null): ClipRecord =>
  ({ id: `id of ${name}`, name, batchId }) as ClipRecord;
const failed = (id: string, detail?: string): Job =>
  ({
    id,
    batchId: `batch of ${id}`,
    recipe: { inputs: [{ name: 'harbour.jpg' }] },
    state: { name: 'failed', failure: { code: 'generation-failed', detail } },
  }) as unknown as Job;
const said = (): string[] => shown.map(({ title, body }) => `${title} | ${body}`);

test('a clip is told with its name, and a click brings it up', () => {
  notifier.ready(clip('harbour-01.mp4'));
  expect(shown).toEqual([]);
  pass();
  expect(said()).toEqual(['Clip ready | harbour-01.mp4']);
  shown[0]?.click();
  expect(window.front).toBe(true);
  expect(asked).toEqual([{ view: 'library', clipId: 'id of harbour-01.mp4' }]);
});

test('clips that are ready at once are one notification', () => {
  for (const name of ['a.mp4', 'b.mp4', 'c.mp4']) notifier.ready(clip(name));
  pass();
  expect(said()).toEqual(['3 clips ready | a.mp4\nb.mp4\nc.mp4']);
  shown[0]?.click();
  expect(asked).toEqual([{ view: 'library', clipId: null }]);
  notifier.ready(clip('d.mp4'));
  pass();
  expect(said()).toHaveLength(2);
});

test('a failure is told once, with its reason and its money as the ledger has it', () => {
  charged = micro(2_500_000);
  refunded = micro(2_500_000);
  for (let word = 0; word < 3; word += 1) notifier.job(failed('one', 'no faces found'));
  pass();
  expect(said()).toEqual(['Clip failed | harbour.jpg: no faces found. $2.50 was refunded.']);
  refunded = ZERO;
  notifier.job(failed('two', 'It broke.'));
  pass();
  charged = null;
  notifier.job(failed('three'));
  pass();
  expect(said().slice(1)).toEqual([
    'Clip failed | harbour.jpg: It broke.',
    'Clip failed | harbour.jpg. Nothing was charged.',
  ]);
  shown[0]?.click();
  expect(asked).toEqual([{ view: 'animate', clipId: null }]);
});

test('nothing is told that the person does not want', () => {
  Object.assign(wishes, { notifyReady: false, notifyFailed: false });
  notifier.ready(clip('a.mp4'));
  notifier.job(failed('one'));
  pass();
  Object.assign(wishes, { notifyReady: true, notifyFailed: true, notifyOnlyAway: true });
  notifier.ready(clip('b.mp4'));
  pass();
  expect(said()).toEqual([]);
  // A failure that was not wanted then is not told later either.
  window.focused = false;
  notifier.job(failed('one'));
  notifier.ready(clip('c.mp4'));
  pass();
  expect(said()).toEqual(['Clip ready | c.mp4']);
});

test('the clips of a batch are told together when it has come to rest, and no later than in ten minutes', () => {
  underWay.add('b');
  notifier.ready(clip('b1.mp4', 'b'));
  notifier.ready(clip('other.mp4', 'c'));
  pass();
  expect(said()).toEqual(['Clip ready | other.mp4']);
  for (const at of [2, 3, 4, 5, 6]) notifier.ready(clip(`b${at}.mp4`, 'b'));
  pass();
  expect(said()).toHaveLength(1);
  underWay.clear();
  notifier.job({ id: 'last of b', batchId: 'b', state: { name: 'done' } } as unknown as Job);
  pass();
  expect(said()[1]).toBe('6 clips ready | b1.mp4\nb2.mp4\nb3.mp4\nb4.mp4\nand 2 more');

  underWay.add('long');
  notifier.ready(clip('l1.mp4', 'long'));
  pass();
  expect(said()).toHaveLength(2);
  now = 10 * 60_000;
  pass();
  expect(said()[2]).toBe('Clip ready | l1.mp4');
});

test('the sound is heard once for clips that are told together, only when it is wanted, and also without a notification', () => {
  notifier.ready(clip('a.mp4'));
  pass();
  expect(chimes).toBe(0);
  Object.assign(wishes, { sound: true, notifyReady: false });
  notifier.ready(clip('b.mp4'));
  notifier.ready(clip('c.mp4'));
  notifier.job(failed('one'));
  pass();
  expect(chimes).toBe(1);
  expect(said()).toEqual(['Clip ready | a.mp4', 'Clip failed | harbour.jpg. Nothing was charged.']);
});
