import type { JobContext } from '../context.ts';
import type { Job } from '../state.ts';

/** An upload must outlive the send by this much, or it is made anew. */
export const UPLOAD_MARGIN_MS = 10 * 60_000;
/** The service keeps uploads for an hour (uploads/presign); used where it gives no time. */
const DOCUMENTED_LIFE_MS = 60 * 60_000;

/**
 * Brings every file of a job to the service, each to an address of its own. Repeating costs nothing, so a cut
 * upload simply starts again.
 */
export async function uploadJob(context: JobContext, queued: Job): Promise<void> {
  const { journal, clock } = context;
  const job = context.apply(queued.id, { type: 'upload-started' }) ?? queued;
  const client = context.client(job.accountId);
  const ready = journal.uploads.usable(job.id, clock.now() + UPLOAD_MARGIN_MS);
  for (const input of job.recipe.inputs) {
    if (ready.has(input.sha256)) continue;
    const bytes = await context.sources.read(input.sha256);
    if (!bytes.ok) {
      const failure = { ...bytes.error, facts: { name: input.name } };
      context.apply(job.id, { type: 'gave-up', failure });
      return;
    }
    const place = await client.presign('image.jpg', 'image/jpeg');
    if (!place.ok) return context.callFailed(job, place.error);
    context.reached(job);
    const total = bytes.value.length;
    if (place.value.maxSize !== null && total > place.value.maxSize) {
      const failure = { code: 'too-large', facts: { name: input.name, limit: place.value.maxSize } } as const;
      context.apply(job.id, { type: 'gave-up', failure });
      return;
    }
    const sent = await client.put(place.value.uploadUrl, 'image/jpeg', bytes.value, (done) =>
      context.progress(job.id, done, total),
    );
    if (!sent.ok) return context.failed(job, sent.error);
    const now = clock.now();
    journal.write(() =>
      journal.uploads.add({
        id: context.ids.next(),
        accountId: job.accountId,
        jobId: job.id,
        sha256: input.sha256,
        fileUrl: place.value.fileUrl,
        expiresAt: now + life(place.value.expiresAt, place.at),
        createdAt: now,
      }),
    );
  }
  context.succeeded(job);
  context.apply(job.id, { type: 'uploads-ready' });
}

/** How long an upload lives, in milliseconds, by the service's own clock: this machine's may be wrong. */
function life(expiresAt: number | null, serverNow: number | null): number {
  return expiresAt === null || serverNow === null ? DOCUMENTED_LIFE_MS : Math.max(0, expiresAt - serverNow);
}
