import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { t } from '../../text/en.ts';

const GOES_ON: readonly JobView['state'][] = ['pending', 'processing', 'downloading', 'done'];

/** What does not go on without the person. */
const NEEDS_PERSON: readonly JobView['state'][] = ['failed', 'rejected', 'asking', 'absent'];

interface News {
  readonly ready: readonly JobView[];
  readonly failed: readonly JobView[];
  /** They were to be cancelled, and go on. */
  readonly tooLate: readonly JobView[];
}

/** What ended between two looks at the queue. */
export function newsBetween(before: ReadonlyMap<string, JobView>, jobs: readonly JobView[]): News {
  const turned = (state: JobView['state']): JobView[] =>
    jobs.filter((job) => {
      const was = before.get(job.id)?.state;
      return job.state === state && was !== undefined && was !== state;
    });
  const tooLate = jobs.filter(
    (job) => before.get(job.id)?.state === 'cancelling' && GOES_ON.includes(job.state),
  );
  return { ready: turned('done'), failed: NEEDS_PERSON.flatMap(turned), tooLate };
}

/** How far the batch of a clip has come that is ready. */
export function batchWords({ batchId }: JobView, jobs: readonly JobView[]): string {
  const batch = jobs.filter((job) => job.batchId === batchId);
  const done = batch.filter(({ state }) => state === 'done').length;
  return batch.length > 1 ? t.queue.spokenReady(done, batch.length) : t.queue.readyToast;
}

/** What has become ready, in one sentence; empty where nothing has. */
export function readyWords(ready: readonly JobView[], jobs: readonly JobView[]): string {
  const [first] = ready;
  if (!first) return '';
  return ready.every(({ batchId }) => batchId === first.batchId)
    ? batchWords(first, jobs)
    : t.queue.spokenMany(ready.length);
}
