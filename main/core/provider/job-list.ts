import type { Call } from './call.ts';
import type { ListedJob, ListPage } from './replies.ts';

/** What an account's list says. The order of the service's list is not documented, so nothing rests on it. */
export interface JobList {
  readonly jobs: readonly ListedJob[];
  /** False when rows could not be read or the list was too long: such a list proves no absence. */
  readonly complete: boolean;
  /** The service's clock when it answered, milliseconds since 1970; null where it did not say. */
  readonly at: number | null;
}

const MAX_PAGES = 10;
const MAX_JOBS = 1000;

/**
 * Reads a list page by page back to `since`. It may stop before the end only while every page so far went strictly
 * from new to old: then older pages can hold nothing newer. Repeated rows count once.
 */
export async function readJobList(
  since: number,
  readPage: (cursor: string | null) => Promise<Call<ListPage>>,
): Promise<Call<JobList>> {
  const found = new Map<string, ListedJob>();
  const cursors = new Set<string>();
  let cursor: string | null = null;
  let at: number | null = null;
  let unread = 0;
  let sorted = true;
  let last = Number.POSITIVE_INFINITY;
  for (let number = 0; number < MAX_PAGES; number += 1) {
    const page: Call<ListPage> = await readPage(cursor);
    if (!page.ok) return page;
    at ??= page.at;
    unread += page.value.unread;
    const before = found.size;
    for (const job of page.value.jobs) {
      found.set(job.jobId, job);
      sorted &&= job.createdAt !== null && job.createdAt <= last;
      last = job.createdAt ?? last;
    }
    cursor = page.value.next;
    if (sorted && last < since) return result(found, unread === 0, at);
    if (cursor === null) return result(found, unread === 0 && !page.value.more, at);
    // Going in circles proves nothing; an empty page on the way does not end a list that is filtered after paging.
    if (cursors.has(cursor) || (page.value.jobs.length > 0 && found.size === before)) break;
    if (found.size >= MAX_JOBS) break;
    cursors.add(cursor);
  }
  return result(found, false, at);
}

function result(found: ReadonlyMap<string, ListedJob>, complete: boolean, at: number | null): Call<JobList> {
  return { ok: true, value: { jobs: [...found.values()], complete, at }, at };
}
