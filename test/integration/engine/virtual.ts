import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findModel } from '../../../main/core/catalogue/catalogue.ts';
import { Engine } from '../../../main/core/job/engine.ts';
import type { Job, JobState } from '../../../main/core/job/state.ts';
import type { Clock } from '../../../main/core/ports.ts';
import type { Call, CallFailure } from '../../../main/core/provider/call.ts';
import { ProviderClient } from '../../../main/core/provider/client.ts';
import type { ListPage, RemoteJob, RemoteStatus } from '../../../main/core/provider/replies.ts';
import { Journal, openJournal } from '../../../main/core/store/journal.ts';
import { systemIds } from '../../../main/core/system.ts';
import { defaultsOf } from '../../../preload/contract/model.ts';
import { micro } from '../../../preload/contract/money.ts';
import { ACCOUNT, FLASH, NO_LIMITS } from './rig.ts';

const settled = (): Promise<void> => new Promise((go) => setImmediate(go));

/** A clock that stands still until it is told to go on. While the machine sleeps, only the wall clock goes on. */
export class VirtualClock implements Clock {
  #wall: number;
  #monotonic = 0;
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>();

  constructor(wall = Date.UTC(2026, 10, 21)) {
    this.#wall = wall;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#monotonic + Math.max(0, ms), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass, timer by timer, and lets all that comes of each happen. */
  async pass(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    await settled();
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
      if (!next || next.at > end) break;
      this.#timers.delete(next);
      this.#go(next.at - this.#monotonic);
      next.callback();
      await settled();
    }
    this.#go(end - this.#monotonic);
  }

  /** Sets the wall clock, or sleeps; some systems count sleep as time that passes. */
  jump(wall: number, monotonic = 0): void {
    this.#wall += wall;
    this.#monotonic += monotonic;
  }

  #go(ms: number): void {
    this.#wall += ms;
    this.#monotonic += ms;
  }
}

/** A service that answers as it is told, and writes down what it was asked. */
export class ScriptedClient extends ProviderClient {
  /** A remote id, or a page's cursor with `list` for the first. */
  readonly asked: { readonly at: number; readonly what: string }[] = [];
  /** The word for each job; one that is not here is neither listed nor found. */
  readonly words = new Map<string, RemoteStatus>();
  failure: CallFailure | null = null;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    super({ base: () => 'https://service.test', key: async () => 'pb_scripted' });
    this.#clock = clock;
  }

  /** Times of completion are told by the service's clock: `took` seconds. */
  took: number | null = null;

  override async job(jobId: string): Promise<Call<RemoteJob>> {
    this.asked.push({ at: this.#clock.now(), what: jobId });
    const status = this.words.get(jobId);
    if (this.failure) return { ok: false, error: this.failure };
    if (!status) return { ok: false, error: { code: 'job-gone', status: 404, retryAfter: undefined } };
    return { ok: true, value: this.answer(status), at: null };
  }

  answer(status: RemoteStatus): RemoteJob {
    const url = status === 'completed' ? 'https://files.test/clip.mp4' : null;
    const createdAt = this.took === null ? null : 1000;
    const completedAt = this.took === null ? null : 1000 + this.took * 1000;
    return { status, url, error: null, cost: null, createdAt, completedAt };
  }

  /** When each cancel was asked for. None is ever granted. */
  readonly cancels: number[] = [];

  override async cancel(): Promise<Call<{ refunded: null }>> {
    this.cancels.push(this.#clock.now());
    return { ok: false, error: { code: 'service-error', status: 500, retryAfter: undefined } };
  }

  override async jobsPage(cursor: string | null): Promise<Call<ListPage>> {
    this.asked.push({ at: this.#clock.now(), what: cursor ?? 'list' });
    if (this.failure) return { ok: false, error: this.failure };
    const jobs = [...this.words].map(([jobId, status]) => ({ jobId, status, model: FLASH, createdAt: null }));
    return { ok: true, value: { jobs, unread: 0, next: null, more: false }, at: null };
  }
}

/** The real engine and journal with time and service in hand. */
export class VirtualRig {
  readonly clock = new VirtualClock();
  readonly client = new ScriptedClient(this.clock);
  readonly journal: Journal;
  readonly engine: Engine;
  patience = 1;
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-virtual-'));
  readonly #ids = systemIds(this.clock);
  #count = 0;

  constructor(client: (clock: Clock) => ScriptedClient = (clock) => new ScriptedClient(clock)) {
    this.client = client(this.clock);
    const opened = openJournal(path.join(this.#folder, 'journal.db'), () => this.clock.now());
    if (opened.kind !== 'open') throw new Error(opened.kind);
    this.journal = new Journal(opened.db);
    this.engine = new Engine({
      journal: this.journal,
      clock: this.clock,
      ids: this.#ids,
      log: () => undefined,
      clips: {
        incoming: this.#folder,
        ready: () => Promise.resolve({ ok: true, value: undefined }),
        publish: () => Promise.reject(new Error('nothing is downloaded here')),
        index: () => Promise.resolve(),
      },
      sources: { open: () => Promise.reject(new Error('nothing is uploaded here')) },
      connect: () => this.client,
      timing: () => ({ scale: 1, settleMs: 300_000 }),
      limits: () => NO_LIMITS,
      proxy: () => new Promise(() => undefined),
      paused: false,
      onJob: () => undefined,
      onMoney: () => undefined,
      onAccount: () => undefined,
      patience: () => this.patience,
    });
  }

  /** Jobs that the service took on so many seconds ago. */
  running(count: number, secondsAgo = 0, word: RemoteStatus = 'processing'): Job[] {
    const createdAt = this.clock.now() - secondsAgo * 1000;
    const jobs = Array.from({ length: count }, () => this.#job(createdAt));
    this.journal.write(() => {
      for (const [index, job] of jobs.entries())
        this.journal.jobs.insert(job, { id: this.#ids.next(), index });
    });
    for (const { state } of jobs) if ('remoteId' in state) this.client.words.set(state.remoteId, word);
    this.engine.adopt(jobs);
    return jobs;
  }

  state(job: Job): JobState {
    return this.engine.job(job.id)?.state ?? job.state;
  }

  /** Requests of one kind, or all. */
  asked(what?: string): number {
    return this.client.asked.filter((each) => what === undefined || each.what === what).length;
  }

  async stop(): Promise<void> {
    this.journal.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #job(createdAt: number): Job {
    const model = findModel(FLASH);
    if (!model) throw new Error('no model');
    this.#count += 1;
    return {
      id: this.#ids.next(),
      batchId: this.#ids.next(),
      accountId: ACCOUNT,
      recipe: {
        modelId: model.id,
        params: defaultsOf(model),
        inputs: [],
        webhookUrl: '',
        priceVersion: model.price.version,
      },
      estimate: micro(1),
      serviceEstimate: null,
      state: { name: 'pending', remoteId: `job_${this.#count}`, provisional: null },
      since: createdAt,
      createdAt,
      position: this.#count,
      retryOf: null,
      imported: false,
    };
  }
}
