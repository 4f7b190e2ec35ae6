import type { Agent } from 'node:http';
import type { Failure } from '../../../preload/contract/errors.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { offsetMinutes, type SpendingLimits } from '../money/budget.ts';
import { Quotes } from '../money/quotes.ts';
import type { Clock, Ids, Log } from '../ports.ts';
import type { CallFailure } from '../provider/call.ts';
import type { SubmitVerdict } from '../provider/classify.ts';
import type { ProviderClient } from '../provider/client.ts';
import { freshAgent, type ProxyEnv } from '../provider/http.ts';
import type { Journal } from '../store/journal.ts';
import type { Send } from '../store/sends-table.ts';
import { Accounts } from './accounts.ts';
import { PriceDesk } from './ask-price.ts';
import { Batches } from './batches.ts';
import { dropTakenCandidates } from './commands.ts';
import type { ClipStore, JobContext, JobTiming, SourceStore, Terms } from './context.ts';
import { History } from './history.ts';
import { JobBook } from './job-book.ts';
import { type JobNotes, NoteBook } from './notes.ts';
import { Performer } from './run/perform.ts';
import { confirmSend } from './run/reconcile-job.ts';
import { retryDelay, type Work } from './schedule.ts';
import { Scheduler, type SchedulerHost } from './scheduler.ts';
import { isAt, type Job, type JobEvent } from './state.ts';
import { type LedgerLine, transition } from './transition.ts';

export interface EngineOptions {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly clips: ClipStore;
  readonly sources: SourceStore;
  readonly connect: (accountId: string) => ProviderClient;
  readonly timing: (accountId: string) => JobTiming;
  readonly limits: () => SpendingLimits;
  /** The system's proxy for an address; undefined: direct. */
  readonly proxy: (address: string) => Promise<ProxyEnv | undefined>;
  /** Whether the person had stopped sending when the app ended. */
  readonly paused: boolean;
  /** A job's row, hold or progress changed. */
  readonly onJob: (job: Job) => void;
  /** The ledger has a new line, or what is on its way has changed. */
  readonly onMoney: () => void;
  /** The service said something about an account's key, or its network came or went. */
  readonly onAccount: (accountId: string) => void;
  /** Clips fetched from one host at once; 3 when left out. */
  readonly downloadsPerHost?: () => number;
  /** How many times longer than usual polls may wait: more than 1 while nobody looks, or on battery. */
  readonly patience?: () => number;
}

/**
 * Moves every job on, one small durable step at a time. There is one clock and one timer for all of them; what a
 * job needs next follows from its row, so a restart at any moment continues where the journal stands.
 */
export class Engine implements JobContext, SchedulerHost {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly clips: ClipStore;
  readonly sources: SourceStore;
  readonly accounts: Accounts;
  readonly quotes: Quotes;
  readonly prices = new PriceDesk();
  readonly history: History;
  readonly #options: EngineOptions;
  readonly batches: Batches;
  readonly #jobs: JobBook;
  readonly #notes = new NoteBook();
  readonly #scheduler: Scheduler;
  readonly #performer = new Performer();
  readonly unwritten = new Map<string, SubmitVerdict>();
  readonly #stop = new AbortController();
  #paused: boolean;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.journal = options.journal;
    this.batches = new Batches(options.journal.batches);
    this.#jobs = new JobBook(options.journal);
    this.clock = options.clock;
    this.ids = options.ids;
    this.log = options.log;
    this.clips = options.clips;
    this.sources = options.sources;
    this.quotes = new Quotes(options.clock);
    this.history = new History(options.journal.runs);
    this.#paused = options.paused;
    this.#scheduler = new Scheduler(this);
    this.accounts = new Accounts((accountId) => {
      options.onAccount(accountId);
      this.kick();
    });
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Takes up every job that the journal holds. */
  start(): void {
    this.#jobs.load(() => this.log('error', 'journal.unreadable-job'));
    this.batches.load();
    this.#dropTaken();
    this.#scheduler.start();
  }

  /** Starts nothing more, ends transfers, and waits for what is being written. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#scheduler.stop();
  }

  /** Jobs that the queue shows, in its order. */
  jobs(): Job[] {
    return this.#jobs.all();
  }

  jobsOfBatch(batchId: string): Job[] {
    return this.#jobs.ofBatch(batchId);
  }

  job(id: string): Job | null {
    return this.#jobs.get(id);
  }

  notes(id: string): JobNotes {
    return this.#notes.of(id);
  }

  get diskFullUntil(): number {
    return this.#performer.diskFullUntil;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Stops or resumes sending. What is paid for is followed and fetched all the same. */
  pause(paused: boolean): void {
    this.#paused = paused;
    this.kick();
  }

  /** Takes in jobs that were just written to the journal. */
  adopt(jobs: readonly Job[]): void {
    this.#jobs.add(jobs);
    for (const job of jobs) this.#options.onJob(job);
    this.#options.onMoney();
    this.kick();
  }

  /** Lets a job try again now. */
  retryNow(job: Job): void {
    Object.assign(this.notes(job.id), { due: 0, failures: 0 });
    this.#performer.tryDisk();
    this.accounts.reset(job.accountId);
    this.#scheduler.hurry(job);
    this.kick();
  }

  /** Takes finished jobs out of the strip, and writes `also` with it; their rows and their money stay. */
  dismiss(ids: readonly string[], also?: () => void): string[] {
    const gone = this.#jobs.dismiss(ids, also);
    for (const id of gone) this.#notes.forget(id);
    return gone;
  }

  /** Puts finished jobs back into the strip. Nothing is sent for them. */
  undismiss(ids: readonly string[]): void {
    for (const job of this.#jobs.undismiss(ids)) this.#options.onJob(job);
  }

  /** Prices of jobs that may still be charged, practice left out. */
  pendingMoney(): MicroCents {
    return this.#jobs.pendingMoney();
  }

  /** Adds a line to the money ledger; to be called inside a journal transaction. */
  enter(job: Job, line: LedgerLine): void {
    const at = this.clock.now();
    this.journal.ledger.add({
      id: this.ids.next(),
      at,
      offsetMinutes: offsetMinutes(at),
      accountId: job.accountId,
      batchId: job.batchId,
      jobId: job.id,
      ...line,
    });
  }

  amend(jobId: string, change: Partial<Terms>, also?: () => void): Job | null {
    const job = this.#jobs.get(jobId);
    if (!job) return null;
    const amended = { ...job, ...change };
    this.journal.write(() => {
      this.journal.jobs.edit(amended);
      also?.();
    });
    this.#jobs.set(amended);
    this.#options.onJob(amended);
    this.#options.onMoney();
    return amended;
  }

  /** Puts waiting jobs into this order among themselves, durably. */
  reorder(ids: readonly string[]): void {
    const placed = this.#jobs.reorder(ids);
    for (const job of placed) this.#options.onJob(job);
    if (placed.length > 0) this.kick();
  }

  // ── what activities use (JobContext) ──

  client(accountId: string): ProviderClient {
    return this.#options.connect(accountId);
  }

  timing(accountId: string): JobTiming {
    return this.#options.timing(accountId);
  }

  async agentFor(address: string): Promise<(url: URL) => Agent> {
    const proxy = await this.#options.proxy(address);
    return (url) => freshAgent(url, proxy);
  }

  maySend(jobId: string): boolean {
    const job = this.#jobs.get(jobId);
    return job !== null && this.#scheduler.maySend(job);
  }

  candidates(): Set<string> {
    const asking = this.jobs().flatMap(({ state }) =>
      state.name === 'asking' ? state.candidates.map(({ remoteId }) => remoteId) : [],
    );
    return new Set(asking);
  }

  apply(jobId: string, event: JobEvent, also?: () => void): Job | null {
    const job = this.#jobs.get(jobId);
    const doubtful = job && letsGo(job, event) ? this.journal.sends.firstOf(jobId, 'queue-failed') : null;
    if (doubtful) return this.#lookFor(jobId, doubtful);
    const next = job && transition(job.state, event);
    if (!job || !next) return null;
    const now = this.clock.now();
    const moved: Job = { ...job, state: next.state, since: now };
    this.journal.write(() => {
      also?.();
      this.journal.jobs.setState(jobId, next.state, now);
      for (const line of job.imported ? [] : next.money) this.enter(job, line);
    });
    this.#jobs.set(moved);
    if (event.type === 'accepted')
      this.accounts.accepted(job.accountId, this.#scheduler.running(job.accountId), now);
    if ('remoteId' in job.state && !('provisional' in next.state && next.state.name !== 'downloading'))
      this.accounts.freed(job.accountId);
    Object.assign(this.notes(jobId), { due: now, progress: null, problem: null, hold: null });
    if (event.type === 'found' || event.type === 'confirmed' || event.type === 'ambiguous')
      this.#scheduler.refresh();
    this.log('info', 'job', { job: jobId, from: job.state.name, to: next.state.name });
    this.#options.onJob(moved);
    // Also without a line in the ledger: what is on its way has changed.
    this.#options.onMoney();
    this.kick();
    if (event.type === 'accepted' || event.type === 'found' || event.type === 'chosen') this.#dropTaken();
    return moved;
  }

  wait(jobId: string, ms: number): void {
    this.notes(jobId).due = this.clock.now() + ms;
  }

  failed(job: Job, failure: Failure): void {
    const notes = this.notes(job.id);
    notes.failures += 1;
    const { code, detail, facts } = failure;
    notes.problem = { code, detail, facts };
    notes.due = this.clock.now() + retryDelay(notes.failures, 0.5 + Math.random() / 2);
    this.log('warn', 'job.retry', { job: job.id, state: job.state.name, code, failures: notes.failures });
    const current = this.#jobs.get(job.id);
    if (current) this.#options.onJob(current);
  }

  callFailed(job: Job, failure: CallFailure): void {
    if (failure.code === 'concurrency-limit')
      this.accounts.full(
        job.accountId,
        this.#scheduler.running(job.accountId, job.id),
        failure.retryAfter,
        this.clock.now(),
      );
    this.accountFailed(job.accountId, failure);
    this.failed(job, failure);
  }

  accountFailed(accountId: string, failure: CallFailure): void {
    this.accounts.failed(accountId, failure, this.clock.now(), Math.random());
  }

  reached(job: Job): void {
    this.accounts.succeeded(job.accountId);
  }

  succeeded(job: Job): void {
    Object.assign(this.notes(job.id), { failures: 0, problem: null });
  }

  progress(jobId: string, done: number, total: number | null): void {
    this.notes(jobId).progress = { done, total };
    const job = this.#jobs.get(jobId);
    if (job) this.#options.onJob(job);
  }

  /** The service said that a send had failed, and may have taken it all the same: the job is not let go unseen. */
  #lookFor(jobId: string, send: Send): Job | null {
    return this.apply(jobId, { type: 'doubted', sendId: send.id }, () =>
      this.journal.sends.close(send.id, 'unknown', null, this.clock.now()),
    );
  }

  /** What went before is written: a disk that fails now must not undo it. A taken job is refused when chosen, too. */
  #dropTaken(): void {
    try {
      dropTakenCandidates(this);
    } catch (error) {
      this.log('error', 'candidates.broke', { error: String(error) });
    }
  }

  // ── what the scheduler uses (SchedulerHost) ──

  limits(): SpendingLimits {
    return this.#options.limits();
  }

  isPaused(job: Job): boolean {
    return this.#paused || this.batches.get(job.batchId).paused;
  }

  held(job: Job): void {
    this.#options.onJob(job);
  }

  perform(job: Job, work: Work): Promise<void> {
    return this.#performer.perform(this, job, work);
  }

  get downloadsPerHost(): number {
    return this.#options.downloadsPerHost?.() ?? 3;
  }

  get patience(): number {
    return this.#options.patience?.() ?? 1;
  }

  confirm(job: Job, send: Send): Promise<void> {
    return confirmSend(this, job, send);
  }

  /** Looks at all jobs once, soon. */
  kick(): void {
    this.#scheduler.kick();
  }
}

/** Whether this event ends a job that waits to be sent, or to be sent again. */
function letsGo(job: Job, event: JobEvent): boolean {
  const waits = isAt(job, 'queued', 'uploading', 'prepared');
  return waits && ['cancel', 'remove', 'refused', 'gave-up'].includes(event.type);
}
