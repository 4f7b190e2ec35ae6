import type { Failure } from '../../../preload/contract/errors.ts';
import type { JobContext } from './context.ts';
import type { JobNotes } from './notes.ts';
import { type Ask, type Followed, JITTER, PollBook } from './poll/book.ts';
import { POLL_RULES, type PollRules } from './poll/plan.ts';
import { ageOf, pollJob } from './run/poll-job.ts';
import { pollList } from './run/poll-list.ts';
import type { Job, StateOf } from './state.ts';

/** What the poller sees of the engine. */
export interface PollerHost extends JobContext {
  /** 1; more while nobody looks or on battery: pauses are so many times longer. */
  readonly patience: number;
  notes(id: string): JobNotes;
}

/** A job that the service works on. */
export type RunningJob = Job & { readonly state: StateOf<'pending' | 'processing'> };

/** The polls of one account. */
interface Desk {
  readonly book: PollBook;
  /** How many milliseconds a second of the service takes. */
  readonly second: number;
  /** When it was to be looked at again, in milliseconds of the poller's time. */
  wakeAt: number;
  /** What held it up is mended. */
  renewed: boolean;
}

type PageAsk = Extract<Ask, { kind: 'page' }>;

/** Later than this for a look, the machine slept: everything is looked at anew, but not by everybody in one moment. */
const SLEPT_MS = 30_000;
/** No polls closer together than this, however fast the time of practice and tests runs. */
const LEAST_PAUSE_MS = 50;
const BROKE: Failure = { code: 'internal' };

/**
 * Asks how jobs are doing: for one job or for a page of the list, as each account's `PollBook` says. The scheduler's
 * timer is its timer.
 */
export class Poller {
  readonly #host: PollerHost;
  readonly #track: (activity: Promise<void>) => void;
  readonly #desks = new Map<string, Desk>();
  #elapsed = 0;
  #wall: number;
  #monotonic: number;

  /** @param track is given every request that is under way. */
  constructor(host: PollerHost, track: (activity: Promise<void>) => void) {
    this.#host = host;
    this.#track = track;
    this.#wall = host.clock.now();
    this.#monotonic = host.clock.monotonic();
  }

  /**
   * Sends what is due for the running jobs of an account, all of them given.
   * @returns in how many milliseconds it is to be called again.
   */
  look(accountId: string, jobs: ReadonlyMap<string, RunningJob>): number {
    const { history, patience } = this.#host;
    const desk = this.#desk(accountId);
    const slept = this.#elapse() - desk.wakeAt > SLEPT_MS;
    if (desk.renewed || slept) desk.book.restart(this.#now(desk), JITTER.wake);
    desk.renewed = false;
    const followed = [...jobs.values()].map(
      (job): Followed => ({
        id: job.id,
        age: () => ageOf(this.#host, job) / desk.second,
        completion: history.completion(job),
      }),
    );
    for (;;) {
      const now = this.#now(desk);
      const ask = desk.book.next(followed, now, patience);
      desk.wakeAt = ask ? this.#elapsed + Math.max(0, ask.at - now) * desk.second : Number.POSITIVE_INFINITY;
      if (!ask || ask.at > now) return Math.ceil(desk.wakeAt - this.#elapsed);
      desk.book.asked(ask, now);
      const job = ask.kind === 'single' ? jobs.get(ask.id) : undefined;
      if (ask.kind === 'page') this.#track(this.#page(accountId, jobs, desk, ask));
      else if (job) this.#track(this.#single(job, desk, ask));
    }
  }

  /** Nothing is to be asked now. `renews`: what holds it up will be mended, and then all is asked anew. */
  hold(accountId: string, renews: boolean): void {
    const desk = this.#desk(accountId);
    desk.wakeAt = Number.POSITIVE_INFINITY;
    desk.renewed ||= renews;
  }

  /** A person wants to know of this job now. */
  hurry(job: Job): void {
    const desk = this.#desk(job.accountId);
    desk.book.hurry(job.id, this.#now(desk));
  }

  async #single(job: RunningJob, desk: Desk, ask: Ask): Promise<void> {
    const notes = this.#host.notes(job.id);
    const silence = desk.book.silence(job.id, this.#now(desk)) * desk.second;
    notes.busy = 'poll';
    const result = await pollJob(this.#host, job, silence)
      .catch((error: unknown) => {
        this.#host.log('error', 'poll.broke', { job: job.id, error: String(error) });
        this.#host.failed(job, BROKE);
        return 'refused' as const;
      })
      .finally(() => {
        if (notes.busy === 'poll') notes.busy = null;
      });
    const pause = notes.failures > 0 ? Math.max(0, notes.due - this.#host.clock.now()) / desk.second : 0;
    if (result === 'heard') desk.book.heard(job.id, this.#now(desk), pause);
    else desk.book.refused(ask, this.#now(desk), result === 'too-many');
  }

  async #page(
    accountId: string,
    jobs: ReadonlyMap<string, RunningJob>,
    desk: Desk,
    ask: PageAsk,
  ): Promise<void> {
    const page = await pollList(this.#host, accountId, jobs.keys(), ask.cursor).catch((error: unknown) => {
      this.#host.log('error', 'list.broke', { error: String(error) });
      return { result: 'refused', rows: [], cursor: null } as const;
    });
    if (page.result === 'heard') desk.book.listed(page.rows, page.cursor, this.#now(desk));
    else desk.book.refused(ask, this.#now(desk), page.result === 'too-many');
  }

  #desk(accountId: string): Desk {
    const { scale } = this.#host.timing(accountId);
    let desk = this.#desks.get(accountId);
    if (!desk || desk.second !== scale * 1000) {
      const book = new PollBook({ random: Math.random, rules: rulesAt(scale) });
      desk = { book, second: scale * 1000, wakeAt: Number.POSITIVE_INFINITY, renewed: false };
      this.#desks.set(accountId, desk);
      this.#elapse();
      book.restart(this.#now(desk), JITTER.restart);
    }
    return desk;
  }

  /** The time of a desk's book. */
  #now(desk: Desk): number {
    return this.#elapse() / desk.second;
  }

  /** Milliseconds that have passed, sleep included; a clock that is set back takes nothing away. */
  #elapse(): number {
    const wall = this.#host.clock.now();
    const monotonic = this.#host.clock.monotonic();
    this.#elapsed += Math.max(0, wall - this.#wall, monotonic - this.#monotonic);
    this.#wall = wall;
    this.#monotonic = monotonic;
    return this.#elapsed;
  }
}

/** The rules where time runs faster: no pause gets so short that it would be all that the machine does. */
function rulesAt(scale: number): PollRules {
  const least = LEAST_PAUSE_MS / 1000 / scale;
  const { lambda, single, list } = POLL_RULES;
  const slow = ({ floor, cap }: PollRules['single']): PollRules['single'] => ({
    floor: Math.max(floor, least),
    cap: Math.max(cap, least),
  });
  return { lambda, single: slow(single), list: slow(list) };
}
