import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep, retryAfterMs, retryDelay, type World } from '../../../main/core/job/schedule.ts';
import type { Job, JobState } from '../../../main/core/job/state.ts';
import { micro } from '../../../preload/contract/money.ts';

const open: World = {
  now: 1000,
  away: null,
  triedAgain: null,
  paused: false,
  keyUsable: true,
  keyAgain: null,
  keyAskAgain: 0,
  slowUntil: 0,
  sendAfter: 0,
  laneBusy: false,
  uploadSlots: 1,
  downloadSlots: 1,
  remoteSlots: 1,
  withinBudget: true,
  nextMonth: 9000,
  diskFullUntil: 0,
  due: 0,
};
const job = (state: JobState): Job => ({
  id: 'j',
  batchId: 'b',
  accountId: 'a',
  recipe: { modelId: 'm', params: {}, inputs: [], webhookUrl: '', priceVersion: '1' },
  estimate: micro(1),
  state,
  since: 0,
  createdAt: 0,
  retryOf: null,
  serviceEstimate: null,
  imported: false,
  position: 1,
});
const followed = { remoteId: 'r', provisional: null };
const prepared = job({ name: 'prepared' });
const pending = job({ name: 'pending', ...followed });
const downloading = job({ name: 'downloading', ...followed, url: 'u' });

describe('what a job needs next', () => {
  it('follows from its state', () => {
    expect(nextStep(job({ name: 'queued' }), open)).toEqual({ type: 'work', work: 'upload' });
    expect(nextStep(job({ name: 'uploading' }), open)).toEqual({ type: 'work', work: 'upload' });
    expect(nextStep(prepared, open)).toEqual({ type: 'work', work: 'send' });
    expect(nextStep(job({ name: 'unknown', sendId: 's' }), open)).toEqual({
      type: 'work',
      work: 'reconcile',
    });
    expect(nextStep(pending, open)).toEqual({ type: 'work', work: 'poll' });
    expect(nextStep(job({ name: 'cancelling', ...followed }), open)).toEqual({
      type: 'work',
      work: 'cancel',
    });
    expect(nextStep(downloading, open)).toEqual({ type: 'work', work: 'download' });
    expect(nextStep(job({ name: 'sending', sendId: 's' }), open)).toEqual({ type: 'work', work: 'settle' });
    expect(nextStep(job({ name: 'absent', sendId: 's' }), open)).toEqual({ type: 'rest' });
  });

  it.each([
    ['paused', { paused: true }, 'paused', null],
    ['without a key', { keyUsable: false }, 'key', null],
    ['offline', { away: 'offline', triedAgain: 5000 }, 'offline', 5000],
    ['no answer', { away: 'service', triedAgain: 5000 }, 'service', 5000],
    ['over budget', { withinBudget: false }, 'budget', 9000],
    ['slowed down', { slowUntil: 4000 }, 'rateLimit', 4000],
    ['behind another send', { laneBusy: true }, 'slot', null],
    ['with the service busy', { remoteSlots: 0 }, 'slot', null],
  ] as const)('is held %s', (_name, change, hold, until) => {
    expect(nextStep(prepared, { ...open, ...change })).toEqual({ type: 'hold', hold, until });
  });

  it('follows and fetches what is paid for, paused or over budget', () => {
    const world = {
      ...open,
      paused: true,
      withinBudget: false,
      laneBusy: true,
      remoteSlots: 0,
    };
    expect(nextStep(pending, world)).toEqual({ type: 'work', work: 'poll' });
    expect(nextStep(downloading, world)).toEqual({ type: 'work', work: 'download' });
  });

  it('fetches a clip without a key and with the service out of reach: it lies elsewhere', () => {
    const world = { ...open, keyUsable: false, away: 'offline' as const, slowUntil: 9e9 };
    expect(nextStep(downloading, world)).toEqual({ type: 'work', work: 'download' });
    expect(nextStep(pending, { ...open, slowUntil: 9000 })).toEqual({
      type: 'hold',
      hold: 'rateLimit',
      until: 9000,
    });
  });

  it('asks about jobs under way with a refused key now and then, and sends nothing with it', () => {
    const world = { ...open, keyUsable: false, keyAskAgain: 2000 };
    expect(nextStep(pending, world)).toEqual({ type: 'hold', hold: 'key', until: 2000 });
    const later = { ...world, now: 2000 };
    expect(nextStep(pending, later)).toEqual({ type: 'work', work: 'poll' });
    expect(nextStep(prepared, later)).toEqual({ type: 'hold', hold: 'key', until: null });
    expect(nextStep(job({ name: 'queued' }), later)).toEqual({ type: 'hold', hold: 'key', until: null });
  });

  it('waits for disk and for its time', () => {
    expect(nextStep(downloading, { ...open, diskFullUntil: 2000 })).toEqual({
      type: 'hold',
      hold: 'disk',
      until: 2000,
    });
    expect(nextStep(pending, { ...open, due: 2000 })).toEqual({ type: 'wait', until: 2000 });
  });
});

describe('pauses', () => {
  it('are never a hot loop and never endless', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const delay = retryDelay(failures, random);
        expect(delay).toBeGreaterThanOrEqual(100);
        expect(delay).toBeLessThanOrEqual(30_000);
      }),
    );
  });

  it.each([
    ['5', 5000],
    [30, 30_000],
    ['Sat, 21 Nov 2026 00:00:07 GMT', 7000],
    [99_999_999_999, 3_600_000],
    [-5, 30_000],
    [Number.NaN, 30_000],
    ['soon', 30_000],
    [undefined, 30_000],
    [0, 1000],
    [{}, 30_000],
  ])('read %j as %i ms', (value, ms) => {
    expect(retryAfterMs(value, Date.UTC(2026, 10, 21))).toBe(ms);
  });
});
