import { describe, expect, it } from 'vitest';
import { playwrightTally, stage, sum, triedAgain, vitestTally } from '../../../scripts/lib/tally.mjs';

const vitest = (passed: number, failed: number, testResults: unknown[] = []) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults });
const playwright = (stats: Record<string, number>) => JSON.stringify({ stats });

describe('counting what the runners say', () => {
  it('adds tests and stages', () => {
    const all = [
      vitestTally(vitest(40, 0), 0),
      playwrightTally(playwright({ expected: 9 }), 0),
      stage(true),
      stage(false),
    ];
    expect(sum(all)).toEqual({ passed: 50, failed: 1 });
  });

  it('counts a file that broke while loading', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    expect(vitestTally(vitest(3, 1, [broken, failing]), 1)).toEqual({ passed: 3, failed: 2 });
  });

  it('counts a test that passed in the end, and leaves skipped ones out', () => {
    const report = playwright({ expected: 5, unexpected: 1, flaky: 2, skipped: 4 });
    expect(playwrightTally(report, 1)).toEqual({ passed: 7, failed: 1 });
  });

  it('names what passed only when it was tried again, however deep it stands', () => {
    const spec = (title: string, ...all: string[]) => ({ title, tests: all.map((status) => ({ status })) });
    const inner = {
      title: 'more',
      file: 'a.spec.ts',
      specs: [spec('two', 'flaky'), spec('three', 'skipped')],
    };
    const suites = [{ title: 'a', file: 'a.spec.ts', specs: [spec('one', 'expected')], suites: [inner] }];
    expect(triedAgain(JSON.stringify({ suites }))).toEqual(['a.spec.ts: two']);
    expect(triedAgain(undefined)).toEqual([]);
  });

  it.each([undefined, '', '{"numPassed'])('counts a runner without a report as one failure (%j)', (text) => {
    expect(vitestTally(text, 0)).toEqual({ passed: 0, failed: 1 });
    expect(playwrightTally(text, 0)).toEqual({ passed: 0, failed: 1 });
  });

  it('never calls an unexplained exit code or an empty run a success', () => {
    expect(vitestTally(vitest(7, 0), 1)).toEqual({ passed: 7, failed: 1 });
    expect(vitestTally(vitest(0, 0), 0)).toEqual({ passed: 0, failed: 1 });
    expect(playwrightTally(playwright({ expected: 0 }), 0)).toEqual({ passed: 0, failed: 1 });
  });
});
