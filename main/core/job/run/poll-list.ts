import type { JobContext } from '../context.ts';
import type { Row } from '../poll/book.ts';
import { isAt } from '../state.ts';
import { callResult, type PollResult, takeWord } from './poll-job.ts';

/** What came of asking for a page of an account's list. */
export interface ListResult {
  readonly result: PollResult;
  /** Those of the jobs in question that it shows. */
  readonly rows: readonly Row[];
  /** Of the next page, null after the last. */
  readonly cursor: string | null;
}

/**
 * Asks for one page of an account's list and takes in what it says of these jobs. A list never ends a job: that a
 * job has ended is said in the result, and what it means is for the job's own answer to say.
 */
export async function pollList(
  context: JobContext,
  accountId: string,
  jobIds: Iterable<string>,
  cursor: string | null,
): Promise<ListResult> {
  const page = await context.client(accountId).jobsPage(cursor);
  if (!page.ok) {
    context.accountFailed(accountId, page.error);
    // Whatever it is that this list does not like, it is not about one job.
    const result = callResult(page.error) === 'too-many' ? 'too-many' : 'refused';
    return { result, rows: [], cursor: null };
  }
  const listed = new Map(page.value.jobs.map(({ jobId, status }) => [jobId, status]));
  const rows: Row[] = [];
  for (const id of jobIds) {
    const job = context.job(id);
    const status = job && isAt(job, 'pending', 'processing') ? listed.get(job.state.remoteId) : undefined;
    if (!job || status === undefined) continue;
    const ended = status === 'completed' || status === 'failed' || status === 'cancelled';
    context.reached(job);
    if (!ended) takeWord(context, job, status);
    if (!ended) context.succeeded(job);
    rows.push({ id, ended });
  }
  return { result: 'heard', rows, cursor: page.value.next };
}
