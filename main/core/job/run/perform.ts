import type { JobContext } from '../context.ts';
import type { Work } from '../schedule.ts';
import { isAt, type Job } from '../state.ts';
import { settleSend } from './conclude-send.ts';
import { type Attempts, downloadJob } from './download-job.ts';
import { cancelJob } from './poll-job.ts';
import { reconcileJob, type Search } from './reconcile-job.ts';
import { sendJob } from './send-job.ts';
import { UploadDesk, uploadJob } from './upload-job.ts';

/** Does what a job needs next. Remembers what activities have seen while the app runs. */
export class Performer {
  readonly #searches = new Map<string, Search>();
  readonly #attempts = new Map<string, Attempts>();
  readonly #desk = new UploadDesk();
  #diskFullUntil = 0;

  /** No download is tried before this moment, milliseconds since 1970. */
  get diskFullUntil(): number {
    return this.#diskFullUntil;
  }

  /** The disk may have room again. */
  tryDisk(): void {
    this.#diskFullUntil = 0;
  }

  /** One activity, to its end. Never rejects: what breaks counts as a failed attempt. */
  async perform(context: JobContext, job: Job, work: Work): Promise<void> {
    try {
      await this.#activity(context, job, work);
    } catch (error) {
      context.log('error', 'job.broke', { job: job.id, work, error: String(error) });
      context.failed(job, { code: 'internal' });
    }
  }

  async #activity(context: JobContext, job: Job, work: Work): Promise<void> {
    if (work === 'upload') await uploadJob(context, job, this.#desk);
    else if (work === 'send') await sendJob(context, job);
    else if (work === 'reconcile' && isAt(job, 'unknown')) await reconcileJob(context, job, this.#searches);
    else if (work === 'settle' && isAt(job, 'sending')) await settleSend(context, job);
    else if (work === 'cancel' && isAt(job, 'cancelling')) await cancelJob(context, job);
    else if (work === 'download' && isAt(job, 'downloading')) {
      const full = await downloadJob(context, job, this.#attempts);
      if (full !== null) this.#diskFullUntil = context.clock.now() + full;
    }
  }
}
