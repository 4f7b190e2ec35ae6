import type { Agent } from 'node:http';
import type { Failure, Outcome } from '../../../preload/contract/errors.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import type { ProvedFile } from '../intake/proved-file.ts';
import type { Quotes } from '../money/quotes.ts';
import type { Clock, Ids, Log } from '../ports.ts';
import type { CallFailure } from '../provider/call.ts';
import type { SubmitVerdict } from '../provider/classify.ts';
import type { ProviderClient } from '../provider/client.ts';
import type { Journal } from '../store/journal.ts';
import type { Accounts } from './accounts.ts';
import type { PriceDesk } from './ask-price.ts';
import type { History } from './history.ts';
import type { Job, JobEvent } from './state.ts';

/** A verified download that becomes a clip. */
export interface FinishedDownload {
  readonly job: Job;
  readonly remoteId: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly media: { readonly seconds: number; readonly width: number; readonly height: number };
  readonly charged: MicroCents | null;
}

/** A clip whose files are on disk. */
export interface PublishedClip {
  readonly id: string;
}

/** Where finished clips go. Publishing the same job twice gives the same clip. */
export interface ClipStore<C extends PublishedClip = PublishedClip> {
  /** Folder for parts, on the same file system as the clips. */
  readonly incoming: string;
  /** Whether a clip could be stored now; `folder-away` or `folder-read-only`. */
  ready(): Promise<Outcome<void>>;
  /** File and sidecar are on disk, complete, when this returns. */
  publish(download: FinishedDownload): Promise<Outcome<C>>;
  /** Puts a published clip into the index, after the journal knows it. */
  index(clip: C): Promise<void>;
}

/** What a job is for and what it costs: may change until it is sent. */
export type Terms = Pick<Job, 'recipe' | 'estimate' | 'serviceEstimate'>;

/** Prepared pictures by content hash. */
export interface SourceStore {
  open(sha256: string): Promise<Outcome<ProvedFile>>;
}

export interface JobTiming {
  /** 1 for the real service; smaller in practice and tests, where everything happens sooner. */
  readonly scale: number;
  /** How long a lost send may take to show in the list, in milliseconds. */
  readonly settleMs: number;
}

/** What one activity of a job may use. Each activity does one thing and reports facts through `apply`. */
export interface JobContext {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly clips: ClipStore;
  readonly sources: SourceStore;
  /** What is known of each account's dealings with the service. */
  readonly accounts: Accounts;
  /** What the service says that clips cost. */
  readonly quotes: Quotes;
  /** Questions for prices. */
  readonly prices: PriceDesk;
  /** How long jobs take. */
  readonly history: History;
  /** A job as it is now, which may differ from what an activity was started with. */
  job(jobId: string): Job | null;
  /** Writes another recipe or price of a job that has not been sent, and `also`, in one transaction, durably. */
  amend(jobId: string, change: Partial<Terms>, also?: () => void): Job | null;
  client(accountId: string): ProviderClient;
  timing(accountId: string): JobTiming;
  /** Connections for downloads from this address, through the system's proxy. */
  agentFor(address: string): Promise<(url: URL) => Agent>;
  /** Ends when the app quits. */
  readonly signal: AbortSignal;
  /**
   * Changes a job's state and writes it, the ledger and `also` in one transaction, durably.
   * @returns the job as it is now, or null when the event did not apply (then nothing was written).
   */
  apply(jobId: string, event: JobEvent, also?: () => void): Job | null;
  /** Not before `ms` from now. */
  wait(jobId: string, ms: number): void;
  /** After a failed attempt of any kind: waits longer each time. */
  failed(job: Job, failure: Failure): void;
  /** After a failed call of the service's API: as `failed`, and the account's state takes it in. */
  callFailed(job: Job, failure: CallFailure): void;
  /** After a failed call that was for no job in particular. */
  accountFailed(accountId: string, failure: CallFailure): void;
  /** A call of the API went through: network and key are fine. */
  reached(job: Job): void;
  /** The attempt did what it was for: the next failure starts counting from one. */
  succeeded(job: Job): void;
  /** Whether a prepared job may still be sent at this very moment. */
  maySend(jobId: string): boolean;
  /** Jobs of the service that any open question is about. */
  candidates(): ReadonlySet<string>;
  /** Answers to paid requests whose writing failed, until they are written. */
  readonly unwritten: Map<string, SubmitVerdict>;
  progress(jobId: string, done: number, total: number | null): void;
}
