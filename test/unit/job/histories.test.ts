import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isCharged, type JobEvent, type JobState } from '../../../main/core/job/state.ts';
import type { Transition } from '../../../main/core/job/transition.ts';
import { isFinal, JOB_STATES } from '../../../preload/contract/vocabulary.ts';
import { type History, play, RULES, type Rules } from './model.ts';

const RUNS = 10_000;
/** What decides a history: long ones, because money moves late in them. */
const choices = fc.uint8Array({ minLength: 20, maxLength: 160, size: 'max' });

const total = ({ money }: History, kind: string): number =>
  money.reduce((sum, line) => sum + (line.kind === kind ? line.amount : 0), 0);

/** States in which nothing happens before a person decides. */
const ASKS_A_PERSON: readonly string[] = ['asking', 'absent'];

/** What must hold of every history, by name. */
const INVARIANTS = {
  'money is conserved: once a job has ended, the ledger says what the service says': (history) => {
    const [charged, refunded] = [total(history, 'charge'), total(history, 'refund')];
    if (charged > history.charged || refunded > history.refunded) return false;
    return !isFinal(history.end.name) || (charged === history.charged && refunded === history.refunded);
  },
  'nothing is paid twice: whatever happens, the service has one job at most': ({ created }) => created <= 1,
  'until a job ends, its state says whether it was charged': ({ steps }) => {
    let charged = false;
    return steps.every(({ to }) => {
      charged ||= to?.money.some(({ kind }) => kind === 'charge') ?? false;
      return to === null || isFinal(to.state.name) || isCharged(to.state) === charged;
    });
  },
  'no job is forgotten: nothing keeps it from its end but a question to the person': ({ end }) =>
    isFinal(end.name) || ASKS_A_PERSON.includes(end.name),
  'no terminal state is left': ({ steps }) =>
    steps.every(({ from, to }) => !isFinal(from.name) || to === null),
  'no effect without its intent: what cannot be taken back is in the journal before it is done': ({
    effects,
  }) => {
    const sent = effects.flatMap(({ sendId }) => (sendId === null ? [] : [sendId]));
    return new Set(sent).size === sent.length && effects.every(isIntended);
  },
  'news that comes twice moves no money twice': ({ steps }) =>
    steps.every(({ again }) => again === null || again.money.length === 0),
  'what is paid for is never held back by what holds sending': ({ heldBack }) => heldBack.length === 0,
} satisfies Record<string, (history: History) => boolean>;

function isIntended({ kind, state, sendId }: History['effects'][number]): boolean {
  switch (kind) {
    case 'upload':
      return state.name === 'uploading';
    case 'post':
      return state.name === 'sending' && state.sendId === sendId;
    case 'cancel':
      return state.name === 'cancelling' && state.provisional === null;
    case 'download':
      return state.name === 'downloading';
  }
}

describe(`in ${RUNS} random histories`, () => {
  it.each(Object.entries(INVARIANTS))('%s', (_name, holds) => {
    fc.assert(
      fc.property(choices, (bytes) => holds(play(bytes))),
      { numRuns: RUNS, seed: 1 },
    );
  });

  it('every state is met, and money moves in every way', () => {
    const states = new Set<string>(['draft']);
    const ends = new Set<string>();
    for (const bytes of fc.sample(choices, { numRuns: 3000, seed: 1 })) {
      const history = play(bytes);
      for (const { to } of history.steps) if (to) states.add(to.state.name);
      ends.add(`${history.end.name} ${total(history, 'charge') > 0} ${total(history, 'refund') > 0}`);
    }
    expect([...states].sort()).toEqual([...JOB_STATES].sort());
    expect([...ends].sort()).toEqual([
      'absent false false',
      'asking false false',
      'cancelled false false',
      'cancelled true true',
      'done true false',
      'failed true false',
      'failed true true',
      'rejected false false',
    ]);
  });
});

type Mistake = (state: JobState, event: JobEvent, right: Transition | null) => Transition | null;
/** The rules with one mistake in them. */
const wrong = (mistake: Mistake): Rules => ({
  ...RULES,
  transition: (state, event) => mistake(state, event, RULES.transition(state, event)),
});

const MISTAKES: readonly (readonly [string, keyof typeof INVARIANTS, Rules])[] = [
  [
    'a refund is not written down',
    'money is conserved: once a job has ended, the ledger says what the service says',
    wrong((_, event, right) => right && (event.type === 'failed-there' ? { ...right, money: [] } : right)),
  ],
  [
    'the price of a followed job is forgotten at its end',
    'money is conserved: once a job has ended, the ledger says what the service says',
    wrong((_, event, right) => right && (event.type === 'published' ? { ...right, money: [] } : right)),
  ],
  [
    'a charge is written down later than it is certain',
    'until a job ends, its state says whether it was charged',
    wrong((_, event, right) => right && (event.type === 'accepted' ? { ...right, money: [] } : right)),
  ],
  [
    'a send whose answer was lost is tried again',
    'nothing is paid twice: whatever happens, the service has one job at most',
    wrong((_, event, right) =>
      event.type === 'answer-lost' ? { state: { name: 'prepared' }, money: [] } : right,
    ),
  ],
  [
    'nothing is done for a job that is being cancelled',
    'no job is forgotten: nothing keeps it from its end but a question to the person',
    {
      ...RULES,
      nextStep: (job, world) =>
        job.state.name === 'cancelling' ? { type: 'rest' } : RULES.nextStep(job, world),
    },
  ],
  [
    'an expired upload is not renewed',
    'no job is forgotten: nothing keeps it from its end but a question to the person',
    {
      ...RULES,
      nextStep: (job, world) =>
        job.state.name === 'uploading'
          ? { type: 'hold', hold: 'slot', until: null }
          : RULES.nextStep(job, world),
    },
  ],
  [
    'a failed job comes back to life',
    'no terminal state is left',
    wrong((state, event, right) =>
      state.name === 'failed' && event.type === 'completed'
        ? { state: { name: 'downloading', remoteId: 'r', provisional: null, url: event.url }, money: [] }
        : right,
    ),
  ],
  [
    'the send is not written down before it is sent',
    'no effect without its intent: what cannot be taken back is in the journal before it is done',
    wrong((state, event, right) => (event.type === 'send-opened' ? { state, money: [] } : right)),
  ],
  [
    'a job is stopped that may be somebody else’s',
    'no effect without its intent: what cannot be taken back is in the journal before it is done',
    wrong((state, event, right) =>
      event.type === 'cancel' && (state.name === 'pending' || state.name === 'processing')
        ? { state: { ...state, name: 'cancelling' }, money: [] }
        : right,
    ),
  ],
  [
    'a job that was confirmed stays unconfirmed',
    'news that comes twice moves no money twice',
    wrong((state, event, right) => right && (event.type === 'confirmed' ? { ...right, state } : right)),
  ],
  [
    'polls stop while sending is paused',
    'what is paid for is never held back by what holds sending',
    {
      ...RULES,
      nextStep: (job, world) =>
        world.paused && !isFinal(job.state.name)
          ? { type: 'hold', hold: 'paused', until: null }
          : RULES.nextStep(job, world),
    },
  ],
];

test.each(MISTAKES)('these histories would find it if %s', (_what, invariant, rules) => {
  const holds: (history: History) => boolean = INVARIANTS[invariant];
  const found = fc.check(
    fc.property(choices, (bytes) => holds(play(bytes, rules))),
    { numRuns: RUNS, seed: 1, endOnFailure: true },
  );
  expect(found.failed).toBe(true);
});
