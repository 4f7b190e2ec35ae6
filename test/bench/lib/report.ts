import { median, medianInterval } from './stats.ts';

/** All of a line's work, or just enough to see that it still can be done. */
export type Scale = 'full' | 'smoke';

/** What a line does: makes one report or more. Lines that only know their full size ignore the scale. */
export type Bench = (scale: Scale) => Promise<Report | readonly Report[]>;

/** A number is the most there may be. */
export type Goal = number | { readonly atLeast: number };

/** What a line found out: a ratio to a baseline, or a value in a unit. */
export interface Report {
  /** Which of the line's figures. */
  readonly what: string;
  /** What it is measured against; null for a value. */
  readonly baseline: string | null;
  /** The two sides as people read them; `theirs` is empty without a baseline. */
  readonly ours: string;
  readonly theirs: string;
  /** Empty for a ratio. */
  readonly unit: string;
  readonly median: number;
  /** Holds the true median with 95 %. */
  readonly low: number;
  readonly high: number;
  readonly goal: Goal;
  /** A miss only when the whole interval lies beyond the goal: a busy machine is no missed goal. */
  readonly verdict: 'ok' | 'miss';
  /** Smaller figures that show what limits it, and what else should be said. */
  readonly notes: readonly string[];
  /** For machines: every round, in the units that the names say. */
  readonly figures: Readonly<Record<string, number | readonly number[]>>;
}

/** One way to do the work; says how many milliseconds it took. It checks its own result. */
export interface Arm {
  readonly name: string;
  readonly run: () => Promise<number>;
}

/** An arm that keeps what its rounds found, so that more can be said of them; the one that does not count is left out. */
export function keeping<T>(
  name: string,
  work: () => Promise<T>,
  msOf: (found: T) => number,
): Arm & { readonly found: () => readonly T[] } {
  const all: T[] = [];
  const run = async (): Promise<number> => {
    const found = await work();
    all.push(found);
    return msOf(found);
  };
  return { name, run, found: () => all.slice(1) };
}

export interface Comparison {
  readonly what: string;
  /** Further arms are shown beside these: what a limit costs by itself. */
  readonly arms: readonly [ours: Arm, theirs: Arm, ...more: Arm[]];
  /** Of the times' ratio, ours to theirs; `atLeast`: of the speeds'. */
  readonly goal: Goal;
  /** 9 when not said. Below 6 the interval is only as wide as the values. */
  readonly rounds?: number;
  readonly notes?: readonly string[];
}

/** Runs arms again and again, in an order that is drawn anew each round, and compares the first two round by round. */
export async function compare({ what, arms, goal, rounds = 9, notes = [] }: Comparison): Promise<Report> {
  const times = new Map<Arm, number[]>(arms.map((arm) => [arm, []]));
  // The first round warms up caches and compilers and does not count.
  for (let round = -1; round < rounds; round += 1)
    for (const arm of shuffled(arms)) {
      const ms = await arm.run();
      if (round >= 0) times.get(arm)?.push(ms);
    }
  const of = (arm: Arm): number[] => times.get(arm) ?? [];
  const [ours, theirs, ...more] = arms;
  const report = ratio({ what, baseline: theirs.name, ours: of(ours), theirs: of(theirs), goal });
  return {
    ...report,
    notes: [...more.map((arm) => `${arm.name}: ${duration(median(of(arm)))}`), ...notes],
    figures: {
      ...report.figures,
      ...Object.fromEntries(more.map((arm) => [`${arm.name}, ms`, of(arm)])),
    },
  };
}

/** What was measured of two in the same rounds. */
export interface Pairs {
  readonly what: string;
  readonly baseline: string;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** Milliseconds when not said. */
  readonly unit?: string;
  readonly goal: Goal;
  readonly notes?: readonly string[];
}

/** Compares them round by round. */
export function ratio({ what, baseline, ours, theirs, unit = 'ms', goal, notes = [] }: Pairs): Report {
  const isSpeed = typeof goal !== 'number';
  const ratios = ours.map((value, round) => {
    const other = theirs[round] ?? Number.NaN;
    return isSpeed ? other / value : value / other;
  });
  const shown = (value: number): string => (unit === 'ms' ? duration(value) : `${short(value)} ${unit}`);
  const name = unit === 'ms' ? 'Ms' : `, ${unit}`;
  return {
    what,
    baseline,
    ours: shown(median(ours)),
    theirs: shown(median(theirs)),
    unit: '',
    ...judged(ratios, goal),
    goal,
    notes,
    figures: { [`ours${name}`]: ours, [`theirs${name}`]: theirs, ratios },
  };
}

/**
 * Judges one figure against its goal.
 * @param values what was measured, one per round.
 */
export function judge(
  what: string,
  unit: string,
  values: readonly number[],
  goal: Goal,
  notes: readonly string[] = [],
): Report {
  const figure = judged(values, goal);
  const ours = `${short(figure.median)} ${unit}`.trim();
  return { what, baseline: null, ours, theirs: '', unit, ...figure, goal, notes, figures: { values } };
}

function judged(values: readonly number[], goal: Goal): Pick<Report, 'median' | 'low' | 'high' | 'verdict'> {
  // No interval holds it, and as JSON it would be nothing.
  if (!values.every(Number.isFinite)) throw new RangeError(`not a figure: ${values.join(', ')}`);
  const [low, high] = medianInterval(values);
  const isMet = typeof goal === 'number' ? low <= goal : high >= goal.atLeast;
  return { median: median(values), low, high, verdict: isMet ? 'ok' : 'miss' };
}

function shuffled<T>(list: readonly T[]): T[] {
  const drawn = list.map((item) => [Math.random(), item] as const);
  return drawn.toSorted(([a], [b]) => a - b).map(([, item]) => item);
}

/** Milliseconds as people read them. */
export const duration = (ms: number): string =>
  ms < 1 ? `${(ms * 1000).toFixed(0)} µs` : ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;

/** A number with about three digits. */
export const short = (value: number): string => {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2);
};
