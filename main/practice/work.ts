import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { findModel } from '../core/catalogue/catalogue.ts';
import type { Clock, Log } from '../core/ports.ts';
import { clipSize } from './clip-size.ts';
import { imageSize } from './image-size.ts';
import { ClipInterrupted, type MakeClip } from './make-clip.ts';
import type { JobRow } from './store/jobs.ts';
import type { Store } from './store/open.ts';
import { writeWhole } from './whole-file.ts';

const FPS = 24;
/** How long finished clips are kept; the service documents no figure. */
const CLIP_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
/** Pause after a clip was interrupted. */
const RETRY_MS = 2000;
/** How often expired uploads and old clips are looked for. */
const SWEEP_MS = 10 * 60 * 1000;

/** A failure that the job's own `error` tells of. */
class GenerationError extends Error {}

export interface WorkOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly makeClip: MakeClip;
  /** Jobs have ended by themselves. */
  readonly onEnd: () => void;
  readonly log: Log;
}

/** Moves jobs on with time: renders clips, ends jobs, gives money back. */
export interface Work {
  /** End what time has ended; to be called before anything is read. */
  settle(): void;
  /** Something changed: look again at what is due. */
  wake(): void;
  /** Stops; a clip being rendered is given up and rendered again at the next start. */
  stop(): Promise<void>;
}

/** End an open job and give its money back unless it completed. To be called inside a transaction. */
export function finishJob(
  store: Store,
  job: JobRow,
  state: 'completed' | 'failed' | 'cancelled',
  at: number,
  error: { code: string; message: string } | null,
): void {
  store.jobs.finish(job.id, state, at, error);
  if (state !== 'cancelled' && job.webhookUrl !== null) store.deliveries.add(job.id, at);
  if (state === 'completed') return;
  store.ledger.add({ at, account: job.account, kind: 'refund', jobId: job.id, amount: job.cost });
}

/** The worker over the store: all of its state is in there, so that a restart continues. */
export function startWork({ store, clock, makeClip, onEnd, log }: WorkOptions): Work {
  let stopped = false;
  let isRendering = false;
  let writing: Promise<void> | null = null;
  let cancelTimer = () => {};
  let cancelRetry = () => {};
  let sweptAt = Number.NEGATIVE_INFINITY;

  const settle = () => {
    const now = clock.now();
    const due = store.jobs.due(now);
    if (due.length === 0) return;
    store.transaction(() => {
      for (const job of due) {
        const end = job.createdAt + job.pendingMs + job.processingMs;
        if (job.plannedCode === null)
          finishJob(store, job, 'completed', Math.max(end, job.clipAt ?? end), null);
        else
          finishJob(store, job, 'failed', end, {
            code: job.plannedCode,
            message: job.plannedMessage ?? 'Generation failed',
          });
      }
    });
    onEnd();
  };

  const makeFor = async (job: JobRow): Promise<Uint8Array> => {
    const model = findModel(job.model);
    const upload = job.source === null ? null : store.uploads.byId(job.source);
    if (!model || !upload || upload.bytes === null)
      throw new GenerationError('The input image could not be fetched');
    const image = await readFile(store.uploadFile(upload.id));
    const size = imageSize(image);
    if (!size) throw new GenerationError('The input image could not be decoded');
    const seconds = Number(job.params['duration']);
    return makeClip(image, { ...clipSize(model, job.params, size, job.isStartFrame), seconds, fps: FPS });
  };

  const renderOne = async (job: JobRow) => {
    try {
      const clip = await makeFor(job);
      if (stopped) return;
      writing = writeWhole(store.clipFile(job.id), [clip]);
      await writing;
      if (stopped) return;
      const sha256 = createHash('sha256').update(clip).digest('hex');
      store.jobs.clipMade(job.id, clip.byteLength, sha256, clock.now());
    } catch (error) {
      if (stopped) return;
      if (error instanceof ClipInterrupted) throw error;
      const isInput = error instanceof GenerationError;
      log(isInput ? 'info' : 'warn', 'practice: clip failed', { job: job.id, error: String(error) });
      const message = isInput ? error.message : 'The clip could not be generated';
      store.transaction(() =>
        finishJob(store, job, 'failed', clock.now(), { code: 'GENERATION_FAILED', message }),
      );
      onEnd();
    }
  };

  const sweep = async () => {
    const now = clock.now();
    if (now - sweptAt < SWEEP_MS) return;
    sweptAt = now;
    for (const id of store.uploads.disposable(now)) {
      if (stopped) return;
      store.uploads.forget(id);
      await rm(store.uploadFile(id), { force: true });
    }
    if (stopped) return;
    for (const id of store.jobs.oldClips(now - CLIP_LIFE_MS)) {
      if (stopped) return;
      store.jobs.dropClip(id);
      await rm(store.clipFile(id), { force: true });
    }
  };

  const again = () => {
    cancelRetry();
    cancelRetry = clock.after(RETRY_MS, wake);
  };

  const render = async () => {
    if (isRendering) return;
    isRendering = true;
    try {
      while (!stopped) {
        const job = store.jobs.toRender(clock.now());
        if (job) {
          await renderOne(job);
          if (!stopped) settle();
          continue;
        }
        await sweep();
        // A job may have become due meanwhile; who comes after this look starts anew.
        if (stopped || !store.jobs.toRender(clock.now())) break;
      }
    } catch (error) {
      if (stopped) return;
      log('warn', 'practice: work interrupted', { error: String(error) });
      again();
    } finally {
      isRendering = false;
    }
  };

  const wake = () => {
    if (stopped) return;
    cancelTimer();
    cancelTimer = () => {};
    try {
      // Before looking: what comes due meanwhile must still be ahead.
      const now = clock.now();
      settle();
      void render();
      const next = store.jobs.nextAt(now);
      if (next !== null) cancelTimer = clock.after(next - now, wake);
    } catch (error) {
      // A full disk, for one. A timer has nobody to tell.
      log('error', 'practice: work failed', { error: String(error) });
      again();
    }
  };

  return {
    settle,
    wake,
    stop: async () => {
      stopped = true;
      cancelTimer();
      cancelRetry();
      // Not the clip itself: making one may take long, and nothing of it is kept.
      await writing?.catch(() => {});
    },
  };
}

/** Remove what a killed process left half written. */
export async function removeParts(dir: string): Promise<void> {
  for (const folder of ['uploads', 'clips']) {
    const names = await readdir(path.join(dir, folder));
    for (const name of names.filter((each) => each.endsWith('.part')))
      await rm(path.join(dir, folder, name), { force: true });
  }
}
