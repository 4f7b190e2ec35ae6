// Counts what the test runners reported. A runner that crashed, hung or ran nothing counts as one failure:
// silence is never success.

/** @typedef {{ passed: number, failed: number }} Tally */

/** @param {readonly Tally[]} tallies @returns {Tally} */
export const sum = (tallies) =>
  tallies.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });

/** A stage without tests of its own counts as one. @param {boolean} passed @returns {Tally} */
export const stage = (passed) => (passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/**
 * @param {Tally} tally
 * @param {number} code the runner's exit code
 * @returns {Tally}
 */
function honest(tally, code) {
  const unexplained = tally.failed === 0 && (code !== 0 || tally.passed === 0);
  return unexplained ? { ...tally, failed: 1 } : tally;
}

/** @param {string | undefined} text */
function parse(text) {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/**
 * @param {string | undefined} text vitest's JSON report
 * @param {number} code
 * @returns {Tally}
 */
export function vitestTally(text, code) {
  const report = parse(text);
  if (!report) return { passed: 0, failed: 1 };
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report.testResults ?? [];
  // A file that fails while loading reports no test at all: it counts as one.
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return honest({ passed: report.numPassedTests ?? 0, failed: (report.numFailedTests ?? 0) + broken }, code);
}

/**
 * @param {string | undefined} text Playwright's JSON report
 * @param {number} code
 * @returns {Tally}
 */
export function playwrightTally(text, code) {
  const report = parse(text);
  if (!report?.stats) return { passed: 0, failed: 1 };
  const { expected = 0, unexpected = 0, flaky = 0 } = report.stats;
  return honest({ passed: expected + flaky, failed: unexpected }, code);
}

/**
 * The tests that passed only when they were tried again.
 * @param {string | undefined} text Playwright's JSON report
 * @returns {string[]}
 */
export function triedAgain(text) {
  /** @typedef {{ title: string, file: string, suites?: Suite[], specs?: { title: string, tests: { status: string }[] }[] }} Suite */
  /** @param {Suite} suite @returns {string[]} */
  const inside = ({ file, suites = [], specs = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map(({ title }) => `${file}: ${title}`),
    ...suites.flatMap(inside),
  ];
  return (parse(text)?.suites ?? []).flatMap(inside);
}
