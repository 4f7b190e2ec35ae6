import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitCompletion } from '../../../main/core/job/poll/completion.ts';
import { Mixture } from '../../../main/core/job/poll/mixture.ts';
import { seeded } from '../../simulate/chance.ts';
import { heavyTailed, take } from '../../simulate/work.ts';

const runsOf = (mean: number, count: number): number[] => {
  const random = seeded(count);
  return Array.from({ length: count }, () => take(heavyTailed(mean), random));
};

describe('how long jobs take', () => {
  it('follows the textbook for one log-normal part', () => {
    const standard = new Mixture([{ weight: 1, mu: 0, sigma: 1 }]);
    expect(standard.quantile(0.5)).toBeCloseTo(1, 6);
    expect(standard.survival(Math.exp(1.959964))).toBeCloseTo(0.025, 6);
    expect(standard.density(1)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 6);
    expect(standard.hazard(1)).toBeCloseTo(2 / Math.sqrt(2 * Math.PI), 3);
  });

  it('is the guess, widely, before anything is known', () => {
    const completion = fitCompletion([], 120);
    expect(completion.quantile(0.5)).toBeGreaterThan(110);
    expect(completion.quantile(0.5)).toBeLessThan(140);
    expect(completion.quantile(0.01)).toBeLessThan(70);
    expect(completion.quantile(0.9)).toBeGreaterThan(170);
  });

  it('is what was seen once enough was, whatever the guess', () => {
    const runs = runsOf(120, 200);
    const completion = fitCompletion(runs, 5000);
    const sorted = runs.toSorted((a, b) => a - b);
    expect(completion.quantile(0.5) / (sorted[100] ?? 0)).toBeCloseTo(1, 1);
    expect(completion.quantile(0.01)).toBeGreaterThan(70);
    expect(fitCompletion(runs, 1).quantile(0.5)).toBe(completion.quantile(0.5));
  });

  it('is not widened by stragglers', () => {
    const runs = runsOf(120, 180);
    const spread = (values: readonly number[]): number => {
      const completion = fitCompletion(values, 120);
      return completion.quantile(0.5) / completion.quantile(0.05);
    };
    const stragglers = Array.from({ length: 10 }, (_, index) => 5000 * (index + 1));
    expect(spread([...runs, ...stragglers]) / spread(runs)).toBeLessThan(1.1);
  });

  it('is believed sooner as soon as one of the last was', () => {
    const runs = runsOf(500, 200);
    expect(fitCompletion([100, ...runs], 500).opens).toBe(100);
    const usual = fitCompletion(runs, 500);
    expect(usual.opens).toBeLessThanOrEqual(usual.quantile(0.01));
    expect(usual.opens).toBeGreaterThan(250);
  });

  it('gives a usable hazard at any age, whatever the runs', () => {
    const seconds = fc.double({ min: 1e-3, max: 1e8, noNaN: true });
    fc.assert(
      fc.property(fc.array(seconds, { maxLength: 40 }), seconds, seconds, (runs, guess, age) => {
        const completion = fitCompletion(runs, guess);
        const hazard = completion.hazard(age);
        expect(hazard).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(hazard)).toBe(true);
        expect(completion.opens).toBeLessThan(completion.quantile(0.5));
      }),
      { numRuns: 300 },
    );
  });
});
