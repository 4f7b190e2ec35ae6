import { createHash } from 'node:crypto';
import type { Failure } from '../../../../preload/contract/errors.ts';
import { downloadFile } from '../../download/download-file.ts';
import { isLoopback } from '../../provider/http.ts';
import type { JobContext } from '../context.ts';
import { isAt, type Job, type StateOf } from '../state.ts';
import { pollJob } from './poll-job.ts';

/** A full disk is looked at again after this long. */
const DISK_RETRY_MS = 30_000;
/** A dead address is asked for anew at most this often. */
const REFRESH_MS = 30_000;
/** What is no clip will hardly become one: it is fetched again when asked for, or much later. */
const REFUSED_RETRY_MS = 6 * 3_600_000;

type Downloading = Job & { readonly state: StateOf<'downloading'> };

/**
 * Brings a finished clip home: resumes what is there, verifies, publishes file and sidecar, then writes the journal,
 * then the index. A failure of any kind only delays: what is paid for is never given up.
 * @param refreshed when each job's address was last asked for anew, in monotonic milliseconds.
 * @returns milliseconds for which the disk counts as full, or null.
 */
export async function downloadJob(
  context: JobContext,
  job: Downloading,
  refreshed: Map<string, number>,
): Promise<number | null> {
  const { url, remoteId, provisional } = job.state;
  if (!URL.canParse(url) || (isLoopback(new URL(url).hostname) && !context.client(job.accountId).isLocal)) {
    context.failed(job, { code: 'no-output', detail: 'The address of the clip cannot be used.' });
    await refreshLink(context, job, refreshed);
    return null;
  }
  const result = await downloadFile(
    { id: partId(job.id, remoteId), url, dir: context.clips.incoming },
    {
      clock: context.clock,
      agent: await context.agentFor(url),
      signal: context.signal,
      onProgress: (done, total) => context.progress(job.id, done, total),
    },
  );
  switch (result.kind) {
    case 'aborted':
      return null;
    case 'link-dead':
      await refreshLink(context, job, refreshed);
      return null;
    case 'disk-full':
      context.failed(job, { code: 'disk-full', facts: { needed: result.neededBytes } });
      return DISK_RETRY_MS;
    case 'retry':
      context.failed(job, withoutAddress(result.failure));
      // Less than the usual pause would undo it: no header may make a hot loop.
      if (result.retryAfterMs !== null && result.retryAfterMs > 30_000)
        context.wait(job.id, Math.min(result.retryAfterMs, 3_600_000));
      return null;
    case 'refused':
      context.failed(job, withoutAddress(result.failure));
      context.wait(job.id, REFUSED_RETRY_MS);
      return null;
    case 'complete':
      break;
  }
  const { charged } = context.journal.ledger.ofJob(job.id);
  const published = await context.clips.publish({
    ...result,
    job,
    remoteId,
    charged: charged ?? provisional?.price ?? null,
  });
  if (!published.ok) {
    context.failed(job, published.error);
    return published.error.code === 'disk-full' ? DISK_RETRY_MS : null;
  }
  if (context.apply(job.id, { type: 'published', clipId: published.value.id }))
    await context.clips.index(published.value);
  return null;
}

/** Names the part after job and service's job, so that no answer to a question can mix two clips. */
const partId = (jobId: string, remoteId: string): string =>
  `${jobId}-${createHash('sha256').update(remoteId).digest('hex').slice(0, 12)}`;

/** Output addresses may die; the job itself gives a new one, but is not asked for it all the time. */
async function refreshLink(
  context: JobContext,
  job: Downloading,
  refreshed: Map<string, number>,
): Promise<void> {
  const pause = Math.max(500, REFRESH_MS * context.timing(job.accountId).scale);
  const left = (refreshed.get(job.id) ?? Number.NEGATIVE_INFINITY) + pause - context.clock.monotonic();
  const failure: Failure = { code: 'service-error', detail: 'The address of the clip does not answer.' };
  if (left > 0) {
    context.failed(job, failure);
    context.wait(job.id, left);
    return;
  }
  refreshed.set(job.id, context.clock.monotonic());
  const before = job.state.url;
  await pollJob(context, job);
  const now = context.journal.jobs.get(job.id);
  if (now && isAt(now, 'downloading') && now.state.url === before) context.failed(job, failure);
}

/** Signed addresses stay out of logs and views. */
const withoutAddress = (failure: Failure): Failure => ({
  ...failure,
  ...(failure.detail === undefined ? {} : { detail: failure.detail.replace(/https?:\/\/\S+/g, '…') }),
});
