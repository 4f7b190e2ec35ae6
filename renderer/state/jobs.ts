import { create } from 'zustand';
import type { JobView } from '../../preload/contract/schemas/views.ts';
import { isFinal, type JobStateName } from '../../preload/contract/vocabulary.ts';

/** The queue, in the order in which it is drawn. */
export interface Jobs {
  readonly jobs: readonly JobView[];
}

export const useJobs = create<Jobs>()(() => ({ jobs: [] }));

const NEEDS_PERSON: readonly JobStateName[] = ['asking', 'absent', 'unknown'];

/** Jobs that need a person first, then what moves, then what failed, then what is done. */
function rank(job: JobView): number {
  if (NEEDS_PERSON.includes(job.state)) return 0;
  if (!isFinal(job.state)) return 1;
  if (job.state === 'failed' || job.state === 'rejected') return 2;
  return job.state === 'done' ? 3 : 4;
}

/** Nothing of these has been sent: they can be changed, and are sent in the order of their positions. */
const WAITING: readonly JobStateName[] = ['queued', 'uploading', 'prepared'];

/** True while a job waits in line on this computer. */
export function isWaiting({ state }: JobView): boolean {
  return WAITING.includes(state);
}

/** How near its end a job is: what downloads stands before what waits. */
const STAGE: Partial<Record<JobStateName, number>> = {
  downloading: 0,
  processing: 1,
  pending: 2,
  cancelling: 2,
  sending: 3,
};

function compare(a: JobView, b: JobView): number {
  const byRank = rank(a) - rank(b);
  if (byRank !== 0) return byRank;
  if (rank(a) >= 3 && a.batchId !== b.batchId) return b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
  return (STAGE[a.state] ?? 4) - (STAGE[b.state] ?? 4) || a.position - b.position;
}

/** The queue as it is drawn: the jobs of one batch stand together where the first of them stands. */
export function inBatches(jobs: readonly JobView[]): Map<string, JobView[]> {
  return Map.groupBy(jobs, ({ batchId }) => batchId);
}

/** The cards in the order in which they are drawn. */
export const drawn = (jobs: readonly JobView[]): JobView[] => [...inBatches(jobs).values()].flat();

let counted: { readonly jobs: readonly JobView[]; readonly places: ReadonlyMap<string, number> } | null =
  null;

/** Where each card is drawn, counted once per change of the queue. */
export function drawnPlaces(jobs: readonly JobView[]): ReadonlyMap<string, number> {
  if (counted?.jobs !== jobs) {
    counted = { jobs, places: new Map(drawn(jobs).map(({ id }, at) => [id, at])) };
  }
  return counted.places;
}

/** Replaces the whole queue. */
export function setJobs(jobs: readonly JobView[]): void {
  useJobs.setState({ jobs: jobs.toSorted(compare) });
}

/** Puts changed jobs in their places and takes gone ones out, in one step. */
export function applyJobs(changed: ReadonlyMap<string, JobView | null>): void {
  if (changed.size === 0) return;
  const kept = useJobs.getState().jobs.filter((job) => !changed.has(job.id));
  const added = [...changed.values()].filter((job) => job !== null);
  setJobs([...kept, ...added]);
}

/** True while a job is on its way or waits for its turn. */
export function isActive(job: JobView): boolean {
  return !isFinal(job.state);
}

/** Nothing has been done for these yet. */
const STILL: readonly JobStateName[] = ['draft', 'queued'];

/** How many clips stand where. */
export interface Tally {
  /** Something is being done for them. */
  readonly active: number;
  /** In line here, and not kept back. */
  readonly waiting: number;
  /** Sent, and in line at the service: a pause does not reach them any more. */
  readonly pending: number;
  /** Kept back by a pause. */
  readonly kept: number;
  readonly failed: number;
  readonly done: number;
}

/** Counts where the clips stand; cancelled ones are not counted. */
export function tally(jobs: readonly JobView[]): Tally {
  const counts = { active: 0, waiting: 0, pending: 0, kept: 0, failed: 0, done: 0 };
  for (const job of jobs) {
    if (job.hold === 'paused' && isActive(job)) counts.kept += 1;
    else if (STILL.includes(job.state)) counts.waiting += 1;
    else if (job.state === 'pending') counts.pending += 1;
    else if (isActive(job)) counts.active += 1;
    else if (job.state === 'failed' || job.state === 'rejected') counts.failed += 1;
    else if (job.state === 'done') counts.done += 1;
  }
  return counts;
}
