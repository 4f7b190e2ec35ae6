import { expect, test, vi } from 'vitest';
import { micro } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { cardView, jobName, moneyWords } from '../../../renderer/features/queue/card-view.ts';
import { tally } from '../../../renderer/state/jobs.ts';
import { t } from '../../../renderer/text/en.ts';

await vi.hoisted(() => import('./page.ts'));

const job: JobView = {
  id: 'a',
  batchId: 'b',
  createdAt: 0,
  position: 1,
  imported: false,
  since: 0,
  modelId: 'm',
  prompt: 'p',
  params: {},
  seconds: 5,
  resolution: '1080p',
  practice: false,
  state: 'done',
  hold: null,
  holdUntil: null,
  progress: null,
  expectedMs: 0,
  estimate: micro(2_500_000),
  charged: micro(2_500_000),
  refunded: micro(0),
  sourceIds: [],
  sourceName: null,
  clipId: 'c',
  retryOf: null,
  failure: null,
  candidates: [],
};

test.each([
  [0, '$2.50 was charged.', '$2.50'],
  [500_000, '$2.50 was charged, $0.50 of it given back.', '$2.00'],
  [2_500_000, '$2.50 was refunded.', '$0.00'],
])('%d of what was charged came back', (refunded, words, value) => {
  const card = { ...job, refunded: micro(refunded) };
  expect(moneyWords(card)).toBe(words);
  expect(cardView(card, 0).value).toBe(value);
});

test('a clip that is late is said to be, in practice after a moment too', () => {
  const running: JobView = { ...job, state: 'processing', expectedMs: 60_000 };
  const note = (practice: boolean, now: number): string => cardView({ ...running, practice }, now).note;
  expect(note(false, 61_000)).toBe('Taking longer than usual');
  expect(note(true, 61_000)).toBe('Almost there');
  expect(note(true, 80_000)).toBe('Taking longer than usual');
});

test('cards of one batch have names of their own', () => {
  expect(jobName({ ...job, sourceName: 'harbour.jpg' })).toBe('p, harbour.jpg');
  expect(jobName({ ...job, prompt: '', sourceName: 'harbour.jpg' })).toBe('Clip, harbour.jpg');
  expect(jobName(job)).toBe('p');
});

test('what waits is not called in progress', () => {
  const words = (paused: boolean, ...jobs: Partial<JobView>[]): readonly string[] => {
    const counts = tally(jobs.map((one) => ({ ...job, ...one })));
    return [t.queue.summary(counts, paused), t.queue.activity(counts)];
  };
  const queued = { state: 'queued', hold: 'slot' } as const;
  const taken = { state: 'pending' } as const;
  const running = { state: 'processing' } as const;
  const kept = { state: 'queued', hold: 'paused' } as const;
  expect(words(false, queued, queued, taken)).toEqual(['3 waiting', '3 waiting']);
  expect(words(false, running, queued)).toEqual(['1 in progress, 1 waiting', '1 in progress']);
  expect(words(true, taken, kept)).toEqual(['Paused · 1 in progress, 1 waiting', '1 waiting']);
  expect(words(false, kept)).toEqual(['1 paused', '1 paused']);
});
