import { median, medianInterval } from './stats.ts';

/** What a bench found out. */
export interface Report {
  readonly name: string;
  /** For people. */
  readonly line: string;
  /** False only when the whole interval lies beyond the goal: a busy machine is no missed goal. */
  readonly passed: boolean;
  /** For machines: every round, in the units that the names say. */
  readonly figures: Readonly<Record<string, number | readonly number[]>>;
}

/** One way to do the work; says how many milliseconds it took. It checks its own result. */
export interface Arm {
  readonly name: string;
  readonly run: () => Promise<number>;
}

/**
 * Runs two arms again and again, in an order that is drawn anew each round, and compares them round by round.
 * @param goal the largest ratio of the first arm's time to the second's.
 */
export async function compare(
  name: string,
  [ours, theirs]: readonly [Arm, Arm],
  goal: number,
  rounds = 9,
): Promise<Report> {
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  // The first round warms up caches and compilers and does not count.
  for (let round = -1; round < rounds; round += 1) {
    const oursFirst = Math.random() < 0.5;
    const first = oursFirst ? await ours.run() : await theirs.run();
    const second = oursFirst ? await theirs.run() : await ours.run();
    if (round < 0) continue;
    times.ours.push(oursFirst ? first : second);
    times.theirs.push(oursFirst ? second : first);
  }
  const ratios = times.ours.map((ms, round) => ms / (times.theirs[round] ?? Number.NaN));
  const [low, high] = medianInterval(ratios);
  const passed = low <= goal;
  const seconds = (ms: number): string => (ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`);
  const line = [
    name.padEnd(8),
    `${seconds(median(times.ours))} vs ${theirs.name} ${seconds(median(times.theirs))}`,
    `ratio ${median(ratios).toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`,
    `goal ≤ ${goal.toFixed(2)}`,
    passed ? 'ok' : 'miss',
  ].join('  ');
  return { name, line, passed, figures: { goal, oursMs: times.ours, theirsMs: times.theirs, ratios } };
}

/**
 * Judges one figure against its goal.
 * @param values what was measured, one per round.
 */
export function judge(
  name: string,
  what: string,
  unit: string,
  values: readonly number[],
  goal: number,
): Report {
  const [low, high] = medianInterval(values);
  const passed = low <= goal;
  const figure = `${median(values).toFixed(1)} ${unit} [${low.toFixed(1)}, ${high.toFixed(1)}]`;
  const line = `${name.padEnd(8)}  ${what} ${figure}  goal ≤ ${goal} ${unit}  ${passed ? 'ok' : 'miss'}`;
  return { name, line, passed, figures: { goal, values } };
}
