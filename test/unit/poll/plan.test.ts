import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitCompletion } from '../../../main/core/job/poll/completion.ts';
import { POLL_RULES, planPolls, type Watched } from '../../../main/core/job/poll/plan.ts';

const completion = fitCompletion([], 120);
const OPENS = completion.opens;
const job = (id: string, change: Partial<Watched> = {}): Watched => ({
  id,
  acceptedAt: 0,
  completion,
  opensAt: (change.acceptedAt ?? 0) + OPENS,
  heardAt: change.acceptedAt ?? 0,
  urgentSince: null,
  notBefore: 0,
  listed: true,
  ...change,
});
const plan = (jobs: readonly Watched[], now = 0, patience = 1) => planPolls(jobs, now, patience, POLL_RULES);

describe('the next poll', () => {
  it('asks nothing without jobs', () => {
    expect(plan([])).toBeNull();
  });

  it('first comes when the earliest of its kind are done, and not long after', () => {
    const at = plan([job('a')])?.at ?? 0;
    expect(at).toBeGreaterThan(OPENS);
    expect(at).toBeLessThanOrEqual(OPENS + POLL_RULES.single.cap);
  });

  it('keeps between its shortest and longest pause at any age, for ever', () => {
    fc.assert(
      fc.property(
        fc.double({ min: OPENS, max: 1e9, noNaN: true }),
        fc.constantFrom(1, 2, 4),
        (heardAt, patience) => {
          const pause = (plan([job('a', { heardAt })], heardAt, patience)?.at ?? 0) - heardAt;
          expect(pause).toBeGreaterThanOrEqual(POLL_RULES.single.floor * patience - 1e-6);
          expect(pause).toBeLessThanOrEqual(POLL_RULES.single.cap * patience + 1e-6);
        },
      ),
    );
    expect(plan([job('a', { heardAt: 1e6 })], 1e6)?.at).toBe(1e6 + POLL_RULES.single.cap);
  });

  it('comes sooner where the end is likelier', () => {
    const pauseAt = (heardAt: number): number => (plan([job('a', { heardAt })], heardAt)?.at ?? 0) - heardAt;
    const median = completion.quantile(0.5);
    expect(pauseAt(median)).toBeLessThan(pauseAt(OPENS));
    expect(pauseAt(median)).toBeLessThan(pauseAt(median * 8));
  });

  it('takes the list for many jobs, and one by one where that is cheaper', () => {
    const due = (id: string): Watched => job(id, { heardAt: 110 });
    expect(plan([due('a')], 115)?.kind).toBe('single');
    expect(plan([due('a'), due('b'), due('c')], 115)?.kind).toBe('list');
    // Those that cannot end yet do not pay for a list.
    const young = Array.from({ length: 20 }, (_, index) => job(`y${index}`, { acceptedAt: 110 }));
    expect(plan([due('a'), ...young], 115)).toMatchObject({ kind: 'single', id: 'a' });
  });

  it('asks singly for what the list does not show', () => {
    const jobs = ['a', 'b', 'c'].map((id) => job(id, { heardAt: 110, listed: false }));
    expect(plan(jobs, 115)?.kind).toBe('single');
  });

  it('puts first what has waited longest for an answer of its own', () => {
    const jobs = [
      job('a', { heardAt: 1000 }),
      job('b', { urgentSince: 1000.2 }),
      job('c', { urgentSince: 1000.1 }),
      job('d', { urgentSince: 1, notBefore: 5000 }),
    ];
    expect(plan(jobs, 1001)).toEqual({ kind: 'single', id: 'c', at: 1000.1 });
  });
});
