import type { Failure } from '../../../../preload/contract/errors.ts';
import type { RecipeInput } from '../../catalogue/request.ts';
import type { ProvedFile } from '../../intake/proved-file.ts';
import type { CallFailure } from '../../provider/call.ts';
import type { Presigned } from '../../provider/replies.ts';
import type { RecipeSource } from '../../recipe.ts';
import type { JobContext } from '../context.ts';
import { retryAfterMs } from '../schedule.ts';
import type { Job } from '../state.ts';
import { type UploadKind, uploadKind } from './upload-kind.ts';

/** An upload must outlive the send by this much, or it is made anew. */
const UPLOAD_MARGIN_MS = 10 * 60_000;
/** The service keeps uploads for an hour (uploads/presign); used where it gives no time. */
const DOCUMENTED_LIFE_MS = 60 * 60_000;
/** An upload address takes its PUT for a quarter of an hour (uploads/presign); the answer does not say so. */
const PUT_LIFE_MS = 15 * 60_000;
/** A slow line, in bytes per millisecond: what is left of an address must be enough for it twice over. */
const SLOW_RATE = 64;
/** A storage that hangs up on an expired address never says so: after so many tries there is a new one. */
const TRIES = 3;
/** While another job uploads the same file. */
const SHARED_WAIT_MS = 500;

/** An upload address that may be used again, because its PUT failed. */
interface Place {
  readonly target: Presigned;
  /** When the service gave it, in monotonic milliseconds and by its own clock. */
  readonly asked: number;
  readonly at: number | null;
  tries: number;
}

/** What uploads remember while the app runs. */
export class UploadDesk {
  /** By whose file it is, see `keyOf`. */
  readonly places = new Map<string, Place>();
  /** Files on their way, by the same keys. */
  readonly sending = new Set<string>();
}

/** The picture that a job is about, in every model; any other input may be shared by many jobs. */
const OWN_FIELD = 'image_url';

/** The job that an input's upload is for; null when it is for every job of the account. */
const ownerOf = (job: Job, input: RecipeInput): string | null => (input.field === OWN_FIELD ? job.id : null);

const keyOf = (job: Job, input: RecipeInput): string =>
  `${job.accountId} ${ownerOf(job, input) ?? ''} ${input.sha256}`;

/** Where an input of a job lies on the service; null when it is not there or will not be for long. */
export function uploadedTo(context: JobContext, job: Job, input: RecipeInput): string | null {
  const { journal, clock } = context;
  return journal.uploads.find({
    accountId: job.accountId,
    jobId: ownerOf(job, input),
    sha256: input.sha256,
    until: clock.now() + UPLOAD_MARGIN_MS,
  });
}

/**
 * Brings every file of a job to the service: its own picture to an address of its own, files that many jobs refer to
 * once for all of them. Repeating costs nothing, so a cut upload simply starts again.
 */
export async function uploadJob(context: JobContext, queued: Job, desk: UploadDesk): Promise<void> {
  const job = context.apply(queued.id, { type: 'upload-started' }) ?? queued;
  for (const input of job.recipe.inputs) {
    if (uploadedTo(context, job, input) !== null) continue;
    const key = keyOf(job, input);
    if (desk.sending.has(key)) return context.wait(job.id, SHARED_WAIT_MS);
    desk.sending.add(key);
    try {
      if (!(await uploadInput(context, job, input, desk))) return;
    } finally {
      desk.sending.delete(key);
    }
  }
  context.succeeded(job);
  context.apply(job.id, { type: 'uploads-ready' });
}

/** Uploads one file. @returns false when it is not there; then the job knows why. */
async function uploadInput(
  context: JobContext,
  job: Job,
  input: RecipeSource,
  desk: UploadDesk,
): Promise<boolean> {
  const opened = await context.sources.open(input.sha256);
  if (!opened.ok) {
    unreadable(context, job, input, opened.error);
    return false;
  }
  try {
    return await uploadFile(context, job, input, opened.value, desk);
  } finally {
    await opened.value.close();
  }
}

/** Proved by its hash while it is sent: what the service gets whole are these very bytes, whatever becomes of the file. */
async function uploadFile(
  context: JobContext,
  job: Job,
  input: RecipeSource,
  file: ProvedFile,
  desk: UploadDesk,
): Promise<boolean> {
  const kind = uploadKind(file.head);
  const total = file.length;
  for (let renewed = false; ; renewed = true) {
    const place = await placeFor(context, job, input, kind, total, desk);
    if (place === null) return false;
    const { maxSize, uploadUrl, fileUrl, expiresAt } = place.target;
    if (maxSize !== null && total > maxSize) {
      const failure = { code: 'too-large', facts: { name: input.name, limit: maxSize } } as const;
      context.apply(job.id, { type: 'gave-up', failure });
      return false;
    }
    place.tries += 1;
    const sent = await context
      .client(job.accountId)
      .put(uploadUrl, kind.contentType, file, (done) => context.progress(job.id, done, total));
    if (sent.ok) {
      desk.places.delete(keyOf(job, input));
      const age = Math.ceil(context.clock.monotonic() - place.asked);
      keep(context, job, input, { fileUrl, life: life(expiresAt, place.at) - age });
      if (uploadedTo(context, job, input) !== null) return true;
      context.failed(job, {
        code: 'service-error',
        detail: 'The service keeps the upload too short a time.',
      });
      return false;
    }
    if (file.failure) {
      unreadable(context, job, input, file.failure);
      return false;
    }
    const refused = isRefusal(sent.error);
    if (refused || place.tries >= TRIES) desk.places.delete(keyOf(job, input));
    // An address may have expired: nobody needs to hear of it while there is a new one.
    if (refused && !renewed) continue;
    putFailed(context, job, sent.error);
    return false;
  }
}

/** What is gone stays gone; a disk that fails may do better later. */
function unreadable(context: JobContext, job: Job, { name }: RecipeSource, error: Failure): void {
  const failure = { ...error, facts: { name } };
  if (failure.code === 'source-missing') context.apply(job.id, { type: 'gave-up', failure });
  else context.failed(job, failure);
}

/** An address for a file: the one of an earlier try while it is good for long enough, else a new one. */
async function placeFor(
  context: JobContext,
  job: Job,
  input: RecipeInput,
  { filename, contentType }: UploadKind,
  bytes: number,
  desk: UploadDesk,
): Promise<Place | null> {
  const key = keyOf(job, input);
  const known = desk.places.get(key);
  const now = context.clock.monotonic();
  const needed = Math.max(60_000, (2 * bytes) / SLOW_RATE);
  if (known && known.asked + PUT_LIFE_MS - now >= needed) return known;
  const given = await context.client(job.accountId).presign(filename, contentType);
  if (!given.ok) {
    context.callFailed(job, given.error);
    return null;
  }
  context.reached(job);
  const place: Place = { target: given.value, asked: now, at: given.at, tries: 0 };
  desk.places.set(key, place);
  return place;
}

/** True when the storage has understood the request and does not take it at this address. */
const isRefusal = ({ status }: CallFailure): boolean =>
  status !== null && status >= 300 && status < 500 && status !== 408 && status !== 429;

/** The storage is not the API: what it answers says nothing of the key. */
function putFailed(context: JobContext, job: Job, { status, code, detail, retryAfter }: CallFailure): void {
  context.failed(job, { code: status === null ? code : 'service-error', detail });
  if (retryAfter !== undefined) context.wait(job.id, retryAfterMs(retryAfter, context.clock.now()));
}

function keep(
  { journal, clock, ids }: JobContext,
  job: Job,
  input: RecipeInput,
  upload: { readonly fileUrl: string; readonly life: number },
): void {
  const now = clock.now();
  journal.write(() =>
    journal.uploads.add({
      id: ids.next(),
      accountId: job.accountId,
      jobId: ownerOf(job, input),
      sha256: input.sha256,
      fileUrl: upload.fileUrl,
      expiresAt: now + upload.life,
      createdAt: now,
    }),
  );
}

/** How long an upload lives, in milliseconds, by the service's own clock: this machine's may be wrong. */
function life(expiresAt: number | null, serverNow: number | null): number {
  return expiresAt === null || serverNow === null ? DOCUMENTED_LIFE_MS : Math.max(0, expiresAt - serverNow);
}
