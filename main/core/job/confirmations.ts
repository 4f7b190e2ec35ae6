import type { Clock, Log } from '../ports.ts';
import type { Journal } from '../store/journal.ts';
import type { Send } from '../store/sends-table.ts';
import { type Accounts, askAgainAt } from './accounts.ts';
import type { JobTiming } from './context.ts';
import type { JobNotes } from './notes.ts';
import type { Job } from './state.ts';

/** What the confirmations see of the engine. */
export interface ConfirmationsHost {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly accounts: Accounts;
  job(id: string): Job | null;
  notes(id: string): JobNotes;
  timing(accountId: string): JobTiming;
  confirm(job: Job, send: Send): Promise<void>;
}

/** What only one paid request at a time may be under way in: an account's jobs of one model. */
export const lane = (accountId: string, modelId: string): string => `${accountId} ${modelId}`;

/** A confirmation that broke, such as on a failing disk, is tried again after this. */
const BROKEN_MS = 5000;
/** One that could not be had is tried again after this part of the settle window. */
const TRIES = 10;

/** Sends whose one candidate is followed, and the look at the end of the settle window that makes it certain. */
export class Confirmations {
  readonly #host: ConfirmationsHost;
  readonly #track: (activity: Promise<void>) => void;
  #following: readonly Send[] = [];
  readonly #underWay = new Map<string, Send>();
  /** When each is due, in monotonic milliseconds: no clock that is set may end a window early, or never. */
  readonly #due = new Map<string, number>();

  /** @param track is given every confirmation that is under way. */
  constructor(host: ConfirmationsHost, track: (activity: Promise<void>) => void) {
    this.#host = host;
    this.#track = track;
  }

  /** Reads anew which sends await their confirmation. */
  refresh(): void {
    this.#following = this.#host.journal.sends.following();
  }

  /** Jobs whose sends are being confirmed right now. */
  jobs(): Set<string> {
    return new Set([...this.#underWay.values()].map(({ jobId }) => jobId));
  }

  /** Lanes in which a send is being confirmed right now. */
  lanes(): Set<string> {
    return new Set([...this.#underWay.values()].map(({ accountId, modelId }) => lane(accountId, modelId)));
  }

  /**
   * Starts what is due.
   * @param lanes where a paid request is under way or its outcome unknown; lanes of new confirmations are added.
   * @returns when to look again.
   */
  look(now: number, lanes: Set<string>): number {
    return Math.min(
      Number.POSITIVE_INFINITY,
      ...this.#following.map((send) => this.#start(send, now, lanes)),
    );
  }

  #start(send: Send, now: number, lanes: Set<string>): number {
    const { accounts, clock, journal } = this.#host;
    const job = this.#host.job(send.jobId) ?? journal.jobs.get(send.jobId);
    const account = accounts.of(send.accountId);
    // A download that is under way would mix with a question about whose clip it is.
    const busy = job !== null && this.#host.notes(job.id).busy === 'download';
    if (!job || busy || this.#underWay.has(send.id)) return Number.POSITIVE_INFINITY;
    const { settleMs } = this.#host.timing(send.accountId);
    const due = this.#due.get(send.id) ?? clock.monotonic() + settleMs;
    this.#due.set(send.id, due);
    const start = Math.max(now + due - clock.monotonic(), askAgainAt(account), account.unreachableUntil);
    if (start > now) return start;
    // A job of ours whose answer is still out would look like somebody else's, on either side.
    const own = lane(send.accountId, send.modelId);
    if (lanes.has(own)) return Number.POSITIVE_INFINITY;
    lanes.add(own);
    this.#underWay.set(send.id, send);
    this.#due.set(send.id, clock.monotonic() + settleMs / TRIES);
    this.#track(this.#confirm(job, send));
    return Number.POSITIVE_INFINITY;
  }

  async #confirm(job: Job, send: Send): Promise<void> {
    const { clock, log } = this.#host;
    try {
      await this.#host.confirm(job, send);
      this.refresh();
    } catch (error) {
      log('error', 'confirm.broke', { send: send.id, error: String(error) });
      this.#due.set(send.id, clock.monotonic() + BROKEN_MS);
    } finally {
      this.#underWay.delete(send.id);
    }
  }
}
