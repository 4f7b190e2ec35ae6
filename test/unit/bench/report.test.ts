import { describe, expect, test } from 'vitest';
import { compare, judge, keeping } from '../../bench/lib/report.ts';

/** An arm that takes these times in turn; its first one is the round that does not count. */
const arm = (name: string, times: readonly number[]) => {
  const left = [1e9, ...times];
  return { name, run: async () => left.shift() ?? Number.NaN };
};
const rounds = 7;
const compared = (ours: readonly number[], theirs: readonly number[], goal: number | { atLeast: number }) =>
  compare({ what: 'work', arms: [arm('ours', ours), arm('theirs', theirs)], goal, rounds });

describe('a comparison', () => {
  test('divides our time by theirs, round by round, and leaves the first round out', async () => {
    const report = await compared([2, 4, 6, 8, 10, 12, 14], [1, 2, 3, 4, 5, 6, 7], 1.5);
    expect(report).toMatchObject({ baseline: 'theirs', median: 2, low: 2, high: 2, verdict: 'miss' });
    expect(report.figures['oursMs']).toEqual([2, 4, 6, 8, 10, 12, 14]);
  });

  test('divides the speeds where more is better', async () => {
    const twice = { ours: [1, 1, 1, 1, 1, 1, 1], theirs: [2, 2, 2, 2, 2, 2, 2] };
    expect(await compared(twice.ours, twice.theirs, { atLeast: 1.5 })).toMatchObject({
      median: 2,
      verdict: 'ok',
    });
    expect(await compared(twice.theirs, twice.ours, { atLeast: 0.85 })).toMatchObject({
      median: 0.5,
      verdict: 'miss',
    });
  });

  test('shows what a limit costs by itself', async () => {
    const arms = [arm('ours', [2]), arm('theirs', [1]), arm('the hash alone', [0.5])] as const;
    const report = await compare({ what: 'work', arms, goal: 3, rounds: 1 });
    expect(report.notes).toEqual(['the hash alone: 500 µs']);
  });

  test('keeps what the rounds that count found beside their times', async () => {
    const left = [9, 2, 3];
    const ours = keeping(
      'ours',
      async () => ({ ms: left.shift() ?? 0 }),
      ({ ms }) => ms,
    );
    const report = await compare({ what: 'work', arms: [ours, arm('theirs', [1, 1])], goal: 3, rounds: 2 });
    expect(ours.found()).toEqual([{ ms: 2 }, { ms: 3 }]);
    expect(report.figures['oursMs']).toEqual([2, 3]);
  });
});

describe('a goal', () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9];

  test('is missed only when the whole interval lies beyond it', () => {
    const { low, high } = judge('work', 'ms', values, 0);
    expect([low, high]).toEqual([2, 8]);
    expect(judge('work', 'ms', values, 2).verdict).toBe('ok');
    expect(judge('work', 'ms', values, 1.9).verdict).toBe('miss');
    expect(judge('work', 'MB/s', values, { atLeast: 8 }).verdict).toBe('ok');
    expect(judge('work', 'MB/s', values, { atLeast: 8.1 }).verdict).toBe('miss');
  });

  test('has no verdict on what is no figure', () => {
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => judge('work', 'ms', [1, odd], 2)).toThrow('not a figure');
  });
});
