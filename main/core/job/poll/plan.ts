import type { Completion } from './completion.ts';

/** A job that the service works on, as the plan sees it. Times are seconds of one clock that only goes forward. */
export interface Watched {
  readonly id: string;
  readonly acceptedAt: number;
  /** How long such jobs take. */
  readonly completion: Completion;
  /** Hardly any such job ends before this moment. */
  readonly opensAt: number;
  /** When the service last said that it still runs; `acceptedAt` until it did. */
  readonly heardAt: number;
  /** Since when it has to be asked for by itself: its end shows in the list, it is missing there, or a person asked. */
  readonly urgentSince: number | null;
  /** Not before, after a failed look. */
  readonly notBefore: number;
  /** Whether the list can be expected to show it. */
  readonly listed: boolean;
}

/** What asking costs and is worth. */
export interface PollRules {
  /** Requests that one second of delay is worth, for a job asked for by itself and for a list. */
  readonly lambda: { readonly single: number; readonly list: number };
  /** Shortest and longest pause in seconds. */
  readonly single: Pause;
  readonly list: Pause;
}

interface Pause {
  readonly floor: number;
  readonly cap: number;
}

export const POLL_RULES: PollRules = {
  lambda: { single: 4, list: 1.8 },
  single: { floor: 1, cap: 10 },
  list: { floor: 2.2, cap: 15 },
};

export type Poll =
  | { readonly at: number; readonly kind: 'single'; readonly id: string }
  | { readonly at: number; readonly kind: 'list' };

/** Rows that one page of the list holds at most. */
export const PAGE = 100;
/** Pieces that the longest pause is integrated in. */
const STEPS = 40;

/**
 * The next request for the jobs of one account, or null without jobs. The best density of requests for jobs whose
 * hazard is h(t) is n(t) = √(λh(t)/2); the next one comes where the integral of n since the last reaches 1. For many
 * jobs by one list of c pages it is √(λH(t)/2c), with H the sum of their hazards; the list is read where that costs
 * less than all of them singly.
 * @param patience 1; 2 while nobody looks: every pause is so many times longer.
 */
export function planPolls(
  jobs: readonly Watched[],
  now: number,
  patience: number,
  rules: PollRules,
): Poll | null {
  const listed: Watched[] = [];
  const single: Poll[] = [];
  for (const job of jobs) {
    if (job.urgentSince !== null)
      single.push({ kind: 'single', id: job.id, at: Math.max(job.urgentSince, job.notBefore) });
    else if (job.listed) listed.push(job);
    else single.push({ kind: 'single', id: job.id, at: singleAt(job, patience, rules) });
  }
  const first = earliest(single);
  // What is due for itself need not wait for the sums below.
  if (first !== null && first.at <= now) return first;
  const many = planMany(listed, now, patience, rules);
  return earliest([first, many].filter((poll) => poll !== null));
}

function earliest(polls: readonly Poll[]): Poll | null {
  return polls.reduce<Poll | null>((first, poll) => (first && first.at <= poll.at ? first : poll), null);
}

function planMany(jobs: readonly Watched[], now: number, patience: number, rules: PollRules): Poll | null {
  if (jobs.length > 1) {
    const at = listAt(jobs, patience, rules);
    if (isListCheaper(jobs, Math.max(now, at), rules)) return { kind: 'list', at };
  }
  return earliest(jobs.map((job) => ({ kind: 'single', id: job.id, at: singleAt(job, patience, rules) })));
}

const opening = ({ heardAt, opensAt }: Watched): number => Math.max(heardAt, opensAt);

function singleAt(job: Watched, patience: number, rules: PollRules): number {
  const density = (at: number): number =>
    Math.sqrt((rules.lambda.single * job.completion.hazard(at - job.acceptedAt)) / 2);
  return Math.max(job.notBefore, reachOne(opening(job), density, patience, rules.single));
}

function listAt(jobs: readonly Watched[], patience: number, rules: PollRules): number {
  const pages = Math.ceil(jobs.length / PAGE);
  const density = (at: number): number => Math.sqrt((rules.lambda.list * hazardOf(jobs, at)) / (2 * pages));
  const from = jobs.reduce((least, job) => Math.min(least, opening(job)), Number.POSITIVE_INFINITY);
  return reachOne(from, density, patience, rules.list);
}

function hazardOf(jobs: readonly Watched[], at: number): number {
  let sum = 0;
  for (const job of jobs) if (opening(job) <= at) sum += job.completion.hazard(at - job.acceptedAt);
  return sum;
}

/** Where the integral of `density` from `from` reaches 1. */
function reachOne(from: number, density: (at: number) => number, patience: number, pause: Pause): number {
  const step = (pause.cap * patience) / STEPS;
  let sum = 0;
  for (let index = 0; index < STEPS; index += 1) {
    const more = density(from + (index + 0.5) * step) * step;
    if (sum + more >= patience)
      return from + Math.max(pause.floor * patience, (index + (patience - sum) / more) * step);
    sum += more;
  }
  return from + pause.cap * patience;
}

/** Compared at one price of delay; a finished row of the list costs one more request, for the clip's address. */
function isListCheaper(jobs: readonly Watched[], at: number, { lambda, single }: PollRules): boolean {
  const bounded = (density: number): number => Math.min(1 / single.floor, Math.max(1 / single.cap, density));
  let singly = 0;
  let hazard = 0;
  for (const job of jobs) {
    if (opening(job) > at) continue;
    const own = job.completion.hazard(at - job.acceptedAt);
    hazard += own;
    singly += bounded(Math.sqrt((lambda.single * own) / 2));
  }
  const pages = Math.ceil(jobs.length / PAGE);
  return pages * bounded(Math.sqrt((lambda.single * hazard) / (2 * pages))) + hazard / 2 < singly;
}
