import { type MicroCents, micro } from '../../../preload/contract/money.ts';
import { isFinal, PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import { allowSend, nextMonthStart, type SpendingLimits } from '../money/budget.ts';
import { type Accounts, askAgainAt, awayOf, isKeyUsable } from './accounts.ts';
import { Confirmations, type ConfirmationsHost, lane } from './confirmations.ts';
import type { JobNotes } from './notes.ts';
import { Poller, type PollerHost, type RunningJob } from './poller.ts';
import { nextStep, type Step, type Work, type World } from './schedule.ts';
import { expectedCost, isAt, type Job } from './state.ts';

const UPLOADS_AT_ONCE = 3;
/** A host that is slow or silent must not keep clips that lie elsewhere: so many more are fetched from others. */
const DOWNLOADS_ELSEWHERE = 3;
/** A job that has not answered so often in a row does not keep others from being sent. */
const SILENT_FAILURES = 5;
/** One that has run for so long keeps no place at the service from others. */
const OLD_MS = 24 * 3_600_000;
/** Less is the clock being kept right. */
const CLOCK_SET_BACK_MS = 60_000;
/** After a look that broke, such as on a failing disk. */
const LOOK_AGAIN_MS = 5000;
const RUNNING: readonly string[] = ['pending', 'processing', 'cancelling', 'unknown', 'sending'];

/** What the scheduler sees of the engine. */
export interface SchedulerHost extends PollerHost, ConfirmationsHost {
  readonly accounts: Accounts;
  /** The person stopped sending this. */
  isPaused(job: Job): boolean;
  /** No download is tried before this moment. */
  readonly diskFullUntil: number;
  jobs(): readonly Job[];
  limits(): SpendingLimits;
  /** Clips fetched from one host at once, as the person chose. */
  readonly downloadsPerHost: number;
  /** A job's hold changed. */
  held(job: Job): void;
  perform(job: Job, work: Work): Promise<void>;
}

/** How busy the app is: counted once per look, and kept up to date as work starts. */
interface Load {
  uploads: number;
  /** The host of each download. */
  readonly downloads: string[];
  readonly running: Map<string, number>;
  /** Prices of what is sent and not yet in the ledger, practice left out. */
  owed: number;
  readonly lanes: Set<string>;
}

/** Sent, and charged as far as anyone knows, but not in the ledger yet. */
function isOwed({ state }: Job): boolean {
  if (state.name === 'sending' || state.name === 'unknown' || state.name === 'asking') return true;
  return 'provisional' in state && state.provisional !== null;
}

/** Where a finished clip lies; empty while there is none. */
const hostOf = ({ state }: Job): string =>
  state.name === 'downloading' ? (URL.parse(state.url)?.host ?? '') : '';

function downloadSlots(hosts: readonly string[], host: string, perHost: number): number {
  const ofHost = hosts.filter((each) => each === host).length;
  return Math.min(perHost + DOWNLOADS_ELSEWHERE - hosts.length, perHost - ofHost);
}

const laneOf = (job: Job): string => lane(job.accountId, job.recipe.modelId);

/** Starts what each job needs next. One timer for all of them, set only when something is due. */
export class Scheduler {
  readonly #host: SchedulerHost;
  readonly #poller: Poller;
  readonly #running = new Set<Promise<void>>();
  readonly #confirmations: Confirmations;
  #cancelTimer: (() => void) | null = null;
  #kicked = false;
  /** Wall clock less monotonic clock at the last look. */
  #clockAhead = Number.NEGATIVE_INFINITY;
  #started = false;
  #stopped = false;

  constructor(host: SchedulerHost) {
    this.#host = host;
    this.#poller = new Poller(host, (poll) => this.#track(poll));
    this.#confirmations = new Confirmations(host, (confirmation) => this.#track(confirmation));
  }

  /** Begins. Before this nothing is done, so that nothing is sent while the journal is still being read. */
  start(): void {
    this.#started = true;
    this.refresh();
  }

  /** Reads anew which followed sends await their confirmation. */
  refresh(): void {
    this.#confirmations.refresh();
    this.kick();
  }

  /** Looks at all jobs once, soon. Many kicks in one turn make one look. */
  kick(): void {
    if (this.#kicked || this.#stopped || !this.#started) return;
    this.#kicked = true;
    queueMicrotask(() => {
      this.#kicked = false;
      if (!this.#stopped) this.#lookSafely();
    });
  }

  /** Asks for this job as soon as the service lets us. */
  hurry(job: Job): void {
    this.#poller.hurry(job);
    this.kick();
  }

  /** Starts nothing more and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    await Promise.allSettled(this.#running);
  }

  /** Whether a job that is about to be sent may still be, by everything but its own lane and slot. */
  maySend(job: Job): boolean {
    if (this.#stopped || job.state.name !== 'prepared') return false;
    const now = this.#host.clock.now();
    const world = this.#world(job, this.#load(job.id), now, this.#month(now));
    const step = nextStep(job, { ...world, due: now });
    return step.type === 'work' && step.work === 'send';
  }

  /** How many jobs of an account the service works on, as far as is known; `except` is left out. */
  running(accountId: string, except?: string): number {
    return this.#load(except).running.get(accountId) ?? 0;
  }

  #month(now: number): MicroCents {
    return this.#host.journal.ledger.spentIn('month', now);
  }

  #lookSafely(): void {
    this.#cancelTimer?.();
    try {
      this.#look();
    } catch (error) {
      this.#host.log('error', 'scheduler.broke', { error: String(error) });
      this.#cancelTimer = this.#host.clock.after(LOOK_AGAIN_MS, () => this.kick());
    }
  }

  #look(): void {
    const { clock } = this.#host;
    const now = clock.now();
    this.#watchClock(now);
    const month = this.#month(now);
    const load = this.#load();
    const followed = new Map<string, Map<string, RunningJob>>();
    let wake = Number.POSITIVE_INFINITY;
    // Before anything is sent, or a long queue would keep a confirmation waiting to its end.
    wake = Math.min(wake, this.#confirmations.look(now, load.lanes));
    const confirming = this.#confirmations.jobs();
    for (const job of this.#host.jobs()) {
      const notes = this.#host.notes(job.id);
      if (isFinal(job.state.name)) continue;
      // Whose clip it is must be settled before it is brought home under a name.
      if (job.state.name === 'downloading' && confirming.has(job.id)) continue;
      const step = nextStep(job, this.#world(job, load, now, month));
      if (notes.busy !== null && notes.busy !== 'poll') continue;
      if (isAt(job, 'pending', 'processing')) this.#sort(job, step, followed);
      if (notes.busy !== null) continue;
      const until = step.type === 'hold' || step.type === 'wait' ? step.until : null;
      this.#setHold(job, notes, step.type === 'hold' ? step.hold : null, until);
      if (step.type === 'work' && step.work !== 'poll') this.#start(job, step.work, load);
      else if (until !== null) wake = Math.min(wake, until);
    }
    for (const [accountId, jobs] of followed) wake = Math.min(wake, now + this.#poller.look(accountId, jobs));
    if (wake < Number.POSITIVE_INFINITY) this.#cancelTimer = clock.after(wake - now, () => this.kick());
  }

  /** Everything that waits does so by the wall clock: one that is set back must not make it wait for a day. */
  #watchClock(now: number): void {
    const ahead = now - this.#host.clock.monotonic();
    if (ahead < this.#clockAhead - CLOCK_SET_BACK_MS) {
      for (const { id } of this.#host.jobs()) this.#host.notes(id).due = 0;
      this.#host.accounts.reset();
    }
    this.#clockAhead = ahead;
  }

  /** Running jobs are the poller's, account by account. */
  #sort(job: RunningJob, step: Step, followed: Map<string, Map<string, RunningJob>>): void {
    if (step.type === 'hold') this.#poller.hold(job.accountId, step.hold !== 'rateLimit');
    if (step.type !== 'work') return;
    const jobs = followed.get(job.accountId) ?? new Map<string, RunningJob>();
    followed.set(job.accountId, jobs.set(job.id, job));
  }

  #load(except?: string): Load {
    const load: Load = {
      uploads: 0,
      downloads: [],
      running: new Map(),
      owed: 0,
      lanes: this.#confirmations.lanes(),
    };
    for (const job of this.#host.jobs()) {
      if (job.id === except || isFinal(job.state.name)) continue;
      const { busy, failures } = this.#host.notes(job.id);
      if (busy === 'upload') load.uploads += 1;
      if (busy === 'download') load.downloads.push(hostOf(job));
      if (busy === 'send' || job.state.name === 'sending' || job.state.name === 'unknown')
        load.lanes.add(laneOf(job));
      if (busy === 'send' || isOwed(job))
        load.owed += job.accountId === PRACTICE_ACCOUNT ? 0 : expectedCost(job);
      if (
        busy === 'send' ||
        (RUNNING.includes(job.state.name) &&
          failures < SILENT_FAILURES &&
          this.#host.clock.now() - job.since < OLD_MS)
      )
        load.running.set(job.accountId, (load.running.get(job.accountId) ?? 0) + 1);
    }
    return load;
  }

  #world(job: Job, load: Load, now: number, month: MicroCents): World {
    const account = this.#host.accounts.of(job.accountId);
    const { keyFailure, keyRetryAt } = account;
    const practice = job.accountId === PRACTICE_ACCOUNT;
    return {
      now,
      away: account.unreachableUntil > now ? awayOf(account) : null,
      triedAgain: account.unreachableUntil > now ? account.unreachableUntil : null,
      paused: this.#host.isPaused(job),
      keyUsable: isKeyUsable(account, now),
      keyAgain: keyFailure?.code === 'no-key' || keyFailure?.code === 'key-scope' ? keyRetryAt : null,
      keyAskAgain: askAgainAt(account),
      slowUntil: account.slowUntil,
      sendAfter: account.sendAfter,
      laneBusy: load.lanes.has(laneOf(job)),
      uploadSlots: UPLOADS_AT_ONCE - load.uploads,
      downloadSlots: downloadSlots(load.downloads, hostOf(job), this.#host.downloadsPerHost),
      remoteSlots: account.atOnce - (load.running.get(job.accountId) ?? 0),
      withinBudget: practice || allowSend(expectedCost(job), micro(month + load.owed), this.#host.limits()),
      nextMonth: nextMonthStart(now),
      diskFullUntil: this.#host.diskFullUntil,
      // When a running job is asked for is the poller's to say.
      due: isAt(job, 'pending', 'processing') ? now : this.#host.notes(job.id).due,
    };
  }

  #setHold(job: Job, notes: JobNotes, hold: JobNotes['hold'], until: number | null): void {
    const holdUntil = hold === null ? null : until;
    if (notes.hold === hold && notes.holdUntil === holdUntil) return;
    Object.assign(notes, { hold, holdUntil });
    this.#host.held(job);
  }

  #start(job: Job, work: Work, load: Load): void {
    const notes = this.#host.notes(job.id);
    notes.busy = work;
    if (work === 'upload') load.uploads += 1;
    if (work === 'download') load.downloads.push(hostOf(job));
    if (work === 'send') {
      load.lanes.add(laneOf(job));
      load.owed += job.accountId === PRACTICE_ACCOUNT ? 0 : expectedCost(job);
      load.running.set(job.accountId, (load.running.get(job.accountId) ?? 0) + 1);
    }
    this.#track(
      this.#host.perform(job, work).finally(() => {
        if (notes.busy === work) notes.busy = null;
      }),
    );
  }

  #track(activity: Promise<void>): void {
    const running = activity.finally(() => {
      this.#running.delete(running);
      this.kick();
    });
    this.#running.add(running);
  }
}
