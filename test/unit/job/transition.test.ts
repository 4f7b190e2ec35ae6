import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobEvent, JobState } from '../../../main/core/job/state.ts';
import { type LedgerLine, transition } from '../../../main/core/job/transition.ts';
import { micro } from '../../../preload/contract/money.ts';
import { isFinal, JOB_STATES } from '../../../preload/contract/vocabulary.ts';

const PRICE = micro(2_500_000);
const failure = { code: 'generation-failed' } as const;
const candidates = [{ remoteId: 'a', createdAt: null }];

const EVENTS: readonly JobEvent[] = [
  { type: 'enqueue' },
  { type: 'upload-started' },
  { type: 'uploads-ready' },
  { type: 'uploads-expired' },
  { type: 'send-opened', sendId: 's' },
  { type: 'accepted', remoteId: 'r', charged: PRICE },
  { type: 'not-sent' },
  { type: 'refused', failure },
  { type: 'answer-lost' },
  { type: 'doubted', sendId: 's' },
  { type: 'found', remoteId: 'r', price: PRICE },
  { type: 'confirmed' },
  { type: 'ambiguous', candidates },
  { type: 'not-there' },
  { type: 'check-again' },
  { type: 'chosen', remoteId: 'r', charged: PRICE },
  { type: 'none-chosen' },
  { type: 'waiting' },
  { type: 'generating' },
  { type: 'completed', url: 'https://x/1' },
  { type: 'completed', url: 'https://x/2' },
  { type: 'published', clipId: 'c' },
  { type: 'failed-there', failure, refunded: PRICE },
  { type: 'cancelled-there', refunded: PRICE },
  { type: 'gave-up', failure },
  { type: 'cancel' },
  { type: 'remove' },
  { type: 'too-late' },
];

/** A charge that was only expected until the service says at the end what it took. */
const endsAt = (cost: number): readonly LedgerLine[] | undefined => {
  const running: JobState = { name: 'processing', remoteId: 'r', provisional: null };
  return transition(running, { type: 'completed', url: 'u', cost: micro(cost), charged: PRICE })?.money;
};

function play(events: readonly JobEvent[]): { states: JobState[]; money: LedgerLine[] } {
  const states: JobState[] = [{ name: 'draft' }];
  const money: LedgerLine[] = [];
  for (const event of events) {
    const now = states.at(-1);
    const next = now && transition(now, event);
    if (!next) continue;
    states.push(next.state);
    money.push(...next.money);
  }
  return { states, money };
}

const names = (events: readonly JobEvent[]): string[] => play(events).states.map(({ name }) => name);
const event = (type: JobEvent['type']): JobEvent => {
  const found = EVENTS.find((candidate) => candidate.type === type);
  if (!found) throw new Error(type);
  return found;
};
const history = fc.array(fc.constantFrom(...EVENTS), { maxLength: 60 });
/** Random histories rarely get far; most start where money is about to move, or has. */
const CALM = ['enqueue', 'upload-started', 'uploads-ready', 'send-opened'] as const;
const PAID = [...CALM, 'accepted'] as const;
const FOUND = [...CALM, 'answer-lost', 'found'] as const;
const anyHistory = fc.oneof(
  ...[[], CALM, PAID, FOUND, [...PAID, 'completed'] as const].map((start) =>
    history.map((rest) => [...start.map(event), ...rest]),
  ),
);

describe('a job', () => {
  it('goes its calm way', () => {
    const types = [...CALM, 'accepted', 'waiting', 'generating', 'completed', 'published'] as const;
    expect(names(types.map(event))).toEqual([
      'draft',
      'queued',
      'uploading',
      'prepared',
      'sending',
      'pending',
      'processing',
      'downloading',
      'done',
    ]);
  });

  it('is never sent again after its answer was lost', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const visited = play(events).states.map(({ name }) => name);
        const lost = visited.indexOf('unknown');
        if (lost >= 0) expect(visited.slice(lost)).not.toContain('sending');
      }),
      { numRuns: 3000 },
    );
  });

  it('is charged at most once, and never refunded more than it was charged', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const { money, states } = play(events);
        const total = (kind: string): number =>
          money.filter((line) => line.kind === kind).reduce((all, line) => all + line.amount, 0);
        expect(total('charge')).toBeLessThanOrEqual(PRICE);
        expect(total('refund')).toBeLessThanOrEqual(total('charge'));
        if (states.at(-1)?.name === 'done') expect(total('charge')).toBe(PRICE);
        expect(money.filter((line) => line.kind === 'charge').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 3000 },
    );
  });

  it('stays where it ended', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const { states } = play(events);
        const end = states.findIndex(({ name }) => isFinal(name));
        if (end >= 0) expect(end).toBe(states.length - 1);
      }),
    );
  });

  it('can be in every state there is', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyHistory, (events) => {
        for (const { name } of play(events).states) seen.add(name);
      }),
      { numRuns: 5000, seed: 1 },
    );
    expect([...seen].sort()).toEqual([...JOB_STATES].sort());
  });

  it('gives back what a followed job cost when the service ends it', () => {
    const { states, money } = play([
      ...CALM.map(event),
      event('answer-lost'),
      event('found'),
      event('failed-there'),
    ]);
    expect(states.at(-1)?.name).toBe('failed');
    expect(money).toEqual([
      { kind: 'charge', amount: PRICE },
      { kind: 'refund', amount: PRICE },
    ]);
  });
});

describe('the service’s last word on a cost', () => {
  it.each([
    ['more', 3_000_000, [{ kind: 'charge', amount: 500_000 }]],
    ['less', 2_000_000, [{ kind: 'refund', amount: 500_000 }]],
    ['the same', PRICE, []],
    ['a figure that is not filled in', 0, []],
  ])('of %s sets the ledger right', (_what, cost, lines) => {
    expect(endsAt(cost)).toEqual(lines);
  });

  it.each([
    ['another price', 3_000_000, 3_000_000],
    ['a figure that is not filled in', 0, PRICE],
  ])('of %s counts for a followed job too', (_what, cost, charged) => {
    const { money } = play([
      ...CALM.map(event),
      event('answer-lost'),
      event('found'),
      { type: 'completed', url: 'u', cost: micro(cost), charged: null },
      event('published'),
    ]);
    expect(money).toEqual([{ kind: 'charge', amount: charged }]);
  });
});
