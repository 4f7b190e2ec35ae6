import { JITTER } from '../../main/core/job/poll/book.ts';
import { type Completion, fitCompletion, HISTORY } from '../../main/core/job/poll/completion.ts';

import { POLL_RULES, type PollRules } from '../../main/core/job/poll/plan.ts';
import { seeded } from './chance.ts';
import { FIXED, RUNWAY, runFixed } from './fixed.ts';
import { bound, heavyTailed, take, type Work } from './work.ts';
import { type Finding, type Report, type Request, World, type WorldOptions } from './world.ts';

/** One figure beside its goal. */
export interface Check {
  readonly goal: string;
  readonly what: string;
  readonly measured: number;
  /** At most this much; null: measured for its own sake. */
  readonly limit: number | null;
}

/** How a schedule did with jobs of one length. */
export interface Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly mean: number;
  readonly p95: number;
  /** Requests per job to find out, and to fetch the addresses of clips that only a list had shown. */
  readonly asked: number;
  readonly addresses: number;
  readonly perSecond: number;
}

const LENGTHS = [120, 500] as const;
/** A quota that leaves room for 1,000 jobs at once, where what is measured is the schedule. */
const WIDE = 50;

/** What an app believes that has seen so many jobs end. */
export const learned = (work: Work, random: () => number): Completion =>
  fitCompletion(
    Array.from({ length: HISTORY }, () => take(work, random)),
    work.mean,
  );

const delaysOf = (findings: readonly Finding[]): number[] =>
  findings.map(({ endedAt, knownAt }) => knownAt - endedAt);
const count = (requests: readonly Request[], isAddress: boolean): number =>
  requests.filter(({ kind }) => (kind === 'address') === isAddress).length;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;

function outcome(
  name: string,
  work: Work,
  delays: readonly number[],
  of: Omit<Outcome, 'name' | 'seconds' | 'mean' | 'p95'>,
): Outcome {
  return { name, seconds: work.mean, mean: mean(delays), p95: share(delays, 0.95), ...of };
}

/** The app with so many jobs in flight, long enough for about `jobs` of them to end. */
export function follow(
  work: Work,
  inFlight: number,
  jobs: number,
  seed: number,
  rules: PollRules = POLL_RULES,
): Outcome {
  // One history may flatter or harm a whole run: several are made.
  const rounds = inFlight === 1 ? 20 : 1;
  const reports: Report[] = [];
  let seconds = 0;
  for (let round = 0; round < rounds; round += 1) {
    const random = seeded(seed + round);
    const from = inFlight === 1 ? 0 : work.mean * 1.5;
    const length = (work.mean * jobs) / inFlight / rounds;
    seconds += length;
    const completion = learned(work, random);
    const options = { random, inFlight, take: () => take(work, random), completion, perSecond: WIDE, rules };
    reports.push(new World({ ...options, from, until: from + length }).run());
  }
  const requests = reports.flatMap((report) => report.requests);
  const delays = delaysOf(reports.flatMap(({ findings }) => findings));
  return outcome(`Kinora, ${inFlight} in flight`, work, delays, {
    asked: count(requests, false) / delays.length,
    addresses: count(requests, true) / delays.length,
    perSecond: requests.length / seconds,
  });
}

/** What other clients do with the same jobs, each for itself. */
export function others(work: Work, jobs: number, seed: number): Outcome[] {
  return FIXED.map((schedule) => {
    const random = seeded(seed);
    const { delays, requests } = runFixed(schedule, jobs, () => take(work, random), random);
    const asked = requests / jobs;
    return outcome(schedule.name, work, delays, { asked, addresses: 0, perSecond: asked / work.mean });
  });
}

/** P3: how many requests more than the quota reach the service in any second (in any 1/r seconds below one). */
function overQuota(perSecond: number, seed: number): number {
  const work = heavyTailed(120);
  const random = seeded(seed);
  const completion = learned(work, random);
  const options = { random, inFlight: 100, take: () => take(work, random), completion, perSecond };
  const { requests } = new World({ ...options, from: 0, until: 900 }).run();
  const times = requests.map(({ at }) => at);
  return mostWithin(times, Math.max(1, 1 / perSecond)) - Math.max(1, perSecond);
}

/** The most of these moments that lie within any such span. */
function mostWithin(times: readonly number[], span: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  sorted.forEach((time, index) => {
    while (time - (sorted[first] ?? time) >= span) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

const STORM = { from: 600, until: 900 };

/** P4: five minutes of refusals. Retries as a share of what the same app asks without them, and polls to recover. */
function storm(inFlight: number, refusal: 'too many' | 'unavailable', seed: number): Check[] {
  const work = heavyTailed(120);
  const run = (refuses: WorldOptions['refuses']): Report => {
    const random = seeded(seed);
    const completion = learned(work, random);
    const options = { random, inFlight, take: () => take(work, random), completion, from: 0, until: 1500 };
    return new World({ ...options, ...(refuses ? { refuses } : {}) }).run();
  };
  const during = ({ at }: { at: number }): boolean => at >= STORM.from && at < STORM.until;
  const calm = run(undefined).requests.filter(during).length;
  const stormy = run((at) => (during({ at }) ? refusal : null));
  // Until everything that ended before the storm did is known.
  const waiting = stormy.findings.filter(
    ({ endedAt, knownAt }) => endedAt < STORM.until && knownAt > STORM.until,
  );
  const known = Math.max(STORM.until, ...waiting.map(({ knownAt }) => knownAt));
  const polls = stormy.requests.filter(
    ({ at, kind }) => at >= STORM.until && at < known && kind !== 'address',
  ).length;
  const what = `${inFlight} in flight, ${refusal === 'too many' ? 429 : 503} for 5 min`;
  return [
    {
      goal: 'P4',
      what: `${what}: share of normal traffic`,
      measured: stormy.requests.filter(during).length / calm,
      // A tenth of one job's requests is less than one retry in two minutes.
      limit: inFlight === 1 ? null : 0.1,
    },
    { goal: 'P4', what: `${what}: polls to recover`, measured: polls, limit: 2 },
  ];
}

/** P5: copies started in one moment with jobs that may have ended; the most polls in a tenth of a second, per copy. */
function restart(copies: number, seed: number): number {
  const work = heavyTailed(120);
  const random = seeded(seed);
  const completion = learned(work, random);
  const times: number[] = [];
  for (let copy = 0; copy < copies; copy += 1) {
    const options = { random, inFlight: 3, take: () => take(work, random), completion, from: 0, until: 20 };
    const world = new World({ ...options, ages: () => random() * 600, restart: JITTER.restart });
    const polls = world.run().requests.filter(({ kind }) => kind !== 'address');
    times.push(...polls.map(({ at }) => at));
  }
  return mostWithin(times, 0.1) / copies;
}

/** P6: 50 jobs whose ends were slept through. */
function wake(seed: number): Check[] {
  const work = heavyTailed(120);
  const random = seeded(seed);
  const completion = learned(work, random);
  const options = { random, inFlight: 50, take: () => take(work, random), completion, from: 0, until: 30 };
  const { findings, requests } = new World({ ...options, ages: () => 8 * 3600, restart: JITTER.wake }).run();
  const known = findings.slice(0, 50).at(-1)?.knownAt ?? Number.NaN;
  const polls = requests.filter(({ at, kind }) => at < known && kind !== 'address').length;
  return [
    { goal: 'P6', what: '50 jobs after 8 h asleep: seconds until all known', measured: known, limit: 3 },
    { goal: 'P6', what: '50 jobs after 8 h asleep: requests until all known', measured: polls, limit: 2 },
  ];
}

/** P7: requests per job as a share of Runway's default at its mean delay, by the price of delay that gives that. */
function againstRunway(inFlight: number, jobs: number, seed: number): number {
  const work = heavyTailed(120);
  const random = seeded(seed);
  const runway = runFixed(RUNWAY, jobs, () => take(work, random), random);
  const aim = mean(runway.delays);
  let [low, high] = [0.01, 8];
  let best = follow(work, inFlight, jobs, seed);
  for (let round = 0; round < 5; round += 1) {
    const lambda = Math.sqrt(low * high);
    const tried = follow(work, inFlight, jobs, seed, {
      ...POLL_RULES,
      lambda: { single: lambda, list: lambda },
    });
    if (tried.mean <= aim) [high, best] = [lambda, tried];
    else low = lambda;
  }
  return best.asked / (runway.requests / jobs);
}

export interface Measured {
  readonly outcomes: readonly Outcome[];
  readonly checks: readonly Check[];
  /** I²/2 by a job's length in seconds. */
  readonly bounds: ReadonlyMap<number, number>;
}

/**
 * Measures the polling goals in virtual time with the app's own planner.
 * @param jobs about how many jobs each figure rests on; 10,000 for the full table.
 */
export function measure(jobs: number, seed: number): Measured {
  const outcomes: Outcome[] = [];
  const checks: Check[] = [];
  const bounds = new Map(LENGTHS.map((seconds) => [seconds, bound(heavyTailed(seconds))]));
  const limits = {
    120: {
      mean: 3,
      asked: 10,
      many: [
        [10, 2.2, 3.5],
        [100, 1.5, 0.7],
        [1000, 1.5, 0.7],
      ],
    },
    500: {
      mean: 4.5,
      asked: 20,
      many: [
        [10, 4, 7],
        [100, 1.6, 2.2],
        [1000, 1.6, 2.2],
      ],
    },
  } as const;
  for (const seconds of LENGTHS) {
    const work = heavyTailed(seconds);
    const limit = limits[seconds];
    outcomes.push(...others(work, jobs, seed));
    const one = follow(work, 1, jobs, seed);
    outcomes.push(one);
    const what = `one job of ${seconds} s`;
    checks.push(
      { goal: 'P1', what: `${what}: mean delay`, measured: one.mean, limit: limit.mean },
      { goal: 'P1', what: `${what}: requests`, measured: one.asked, limit: limit.asked },
      {
        goal: 'P1',
        what: `${what}: delay × requests / bound`,
        measured: (one.mean * one.asked) / bound(work),
        limit: 1.5,
      },
    );
    if (seconds === 120)
      checks.push({ goal: 'P1', what: `${what}: 95 % delay`, measured: one.p95, limit: 7.5 });
    for (const [inFlight, delay, asked] of limit.many) {
      const many = follow(work, inFlight, Math.max(jobs * 0.2, inFlight), seed);
      outcomes.push(many);
      const whatMany = `${inFlight} in flight, ${seconds} s`;
      checks.push(
        { goal: 'P2', what: `${whatMany}: mean delay`, measured: many.mean, limit: delay },
        { goal: 'P2', what: `${whatMany}: requests per job`, measured: many.asked, limit: asked },
      );
    }
  }
  for (const perSecond of [0.5, 1, 5])
    checks.push({
      goal: 'P3',
      what: `requests over ${perSecond} per second`,
      measured: overQuota(perSecond, seed),
      limit: 0,
    });
  for (const inFlight of [1, 10, 100])
    checks.push(...storm(inFlight, 'too many', seed), ...storm(inFlight, 'unavailable', seed + 1));
  checks.push({
    goal: 'P5',
    what: '1,000 copies restarted: polls in 100 ms, per copy',
    measured: restart(1000, seed),
    limit: 0.05,
  });
  checks.push(...wake(seed));
  checks.push(
    {
      goal: 'P7',
      what: 'one job: requests / Runway’s at its delay',
      measured: againstRunway(1, jobs * 0.2, seed),
      limit: 0.4,
    },
    {
      goal: 'P7',
      what: '100 jobs: requests / Runway’s at its delay',
      measured: againstRunway(100, jobs * 0.2, seed),
      limit: 0.05,
    },
  );
  return { outcomes, checks, bounds };
}
