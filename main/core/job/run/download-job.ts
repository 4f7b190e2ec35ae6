import { createHash } from 'node:crypto';
import type { Failure } from '../../../../preload/contract/errors.ts';
import { policyOf } from '../../../../preload/contract/failures.ts';
import { less } from '../../../../preload/contract/money.ts';
import { type DownloadResult, downloadFile } from '../../download/download-file.ts';
import { isLoopback } from '../../provider/http.ts';
import type { JobContext } from '../context.ts';
import { isAt, type Job, type StateOf } from '../state.ts';
import { pollJob } from './poll-job.ts';

/** A disk that is full or away is looked at again after this long. */
const DISK_RETRY_MS = 30_000;
/** A dead address is asked for anew at most this often. */
const REFRESH_MS = 30_000;
/** What is no clip will hardly become one: it is fetched again when asked for, or much later. */
const REFUSED_RETRY_MS = 6 * 3_600_000;
/** After so many attempts in a row without a new byte the person is asked, and it is tried only now and then. */
const FRUITLESS = 5;
const FRUITLESS_RETRY_MS = 5 * 60_000;

type Downloading = Job & { readonly state: StateOf<'downloading'> };

/** What is remembered of a job's attempts while the app runs. */
export interface Attempts {
  /** When its address was last asked for anew, in monotonic milliseconds. */
  refreshedAt: number;
  /** Attempts in a row that brought no new byte. */
  fruitless: number;
}

/**
 * Brings a finished clip home: resumes what is there, verifies, publishes file and sidecar, then writes the journal,
 * then the index. A failure of any kind only delays: what is paid for is never given up.
 * @param book the attempts of each job by its id.
 * @returns milliseconds for which nothing can be stored, or null.
 */
export async function downloadJob(
  context: JobContext,
  job: Downloading,
  book: Map<string, Attempts>,
): Promise<number | null> {
  const { url, remoteId, provisional } = job.state;
  const attempts = book.get(job.id) ?? { refreshedAt: Number.NEGATIVE_INFINITY, fruitless: 0 };
  book.set(job.id, attempts);
  if (!URL.canParse(url) || (isLoopback(new URL(url).hostname) && !context.client(job.accountId).isLocal)) {
    context.failed(job, { code: 'no-output', detail: 'The address of the clip cannot be used.' });
    await refreshLink(context, job, attempts);
    return null;
  }
  const ready = await context.clips.ready();
  if (!ready.ok) {
    context.failed(job, ready.error);
    return DISK_RETRY_MS;
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
      await refreshLink(context, job, attempts);
      return null;
    case 'disk-full':
      context.failed(job, { code: 'disk-full', facts: { bytes: result.neededBytes } });
      return DISK_RETRY_MS;
    case 'retry':
      tryAgain(context, job, attempts, result);
      return null;
    case 'refused':
      context.failed(job, withoutAddress(result.failure));
      // The service may give an address that can be used; a file that is no clip will hardly become one.
      if (result.failure.code === 'not-allowed') await refreshLink(context, job, attempts);
      else context.wait(job.id, REFUSED_RETRY_MS);
      return null;
    case 'complete':
      break;
  }
  const { charged, refunded } = context.journal.ledger.ofJob(job.id);
  const published = await context.clips.publish({
    ...result,
    job,
    remoteId,
    charged: charged === null ? (provisional?.price ?? null) : less(charged, refunded),
  });
  if (!published.ok) {
    context.failed(job, published.error);
    return policyOf(published.error.code).retry === 'when-mended' ? DISK_RETRY_MS : null;
  }
  if (context.apply(job.id, { type: 'published', clipId: published.value.id })) {
    book.delete(job.id);
    await context.clips.index(published.value);
  }
  return null;
}

/** Names the part after job and service's job, so that no answer to a question can mix two clips. */
const partId = (jobId: string, remoteId: string): string =>
  `${jobId}-${createHash('sha256').update(remoteId).digest('hex').slice(0, 12)}`;

/** After an attempt that was cut or failed: soon again while bytes come, seldom when none do. */
function tryAgain(
  context: JobContext,
  job: Downloading,
  attempts: Attempts,
  { failure, gained, retryAfterMs }: Extract<DownloadResult, { kind: 'retry' }>,
): void {
  if (gained > 0) context.succeeded(job);
  // Without a network nothing can be said of the clip's host.
  attempts.fruitless = gained > 0 ? 0 : attempts.fruitless + (failure.code === 'offline' ? 0 : 1);
  const { code, detail } = withoutAddress(failure);
  if (attempts.fruitless >= FRUITLESS) {
    context.failed(job, { code: 'download-stalled', detail: detail ?? code });
    context.wait(job.id, Math.max(1000, FRUITLESS_RETRY_MS * context.timing(job.accountId).scale));
  } else context.failed(job, { code, detail });
  // Less than the usual pause would undo it: no header may make a hot loop.
  if (retryAfterMs !== null && retryAfterMs > 30_000) context.wait(job.id, Math.min(retryAfterMs, 3_600_000));
}

/** Output addresses may die; the job itself gives a new one, but is not asked for it all the time. */
async function refreshLink(context: JobContext, job: Downloading, attempts: Attempts): Promise<void> {
  const pause = Math.max(500, REFRESH_MS * context.timing(job.accountId).scale);
  const left = attempts.refreshedAt + pause - context.clock.monotonic();
  const failure: Failure = { code: 'service-error', detail: 'The address of the clip does not answer.' };
  if (left > 0) {
    context.failed(job, failure);
    context.wait(job.id, left);
    return;
  }
  attempts.refreshedAt = context.clock.monotonic();
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
