import type { Failure } from '../../../preload/contract/errors.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import type { JobStateName } from '../../../preload/contract/vocabulary.ts';
import type { Recipe } from '../recipe.ts';

/** A job of the service that may be the one whose answer was lost. */
export interface Candidate {
  readonly remoteId: string;
  /** Milliseconds since 1970, by the service's clock; null where the service gave no usable time. */
  readonly createdAt: number | null;
}

/**
 * Marks a job that is followed although its answer was lost: the one candidate. Its price enters the ledger when
 * the settle window has confirmed it, or when it ends.
 */
export interface Provisional {
  readonly sendId: string;
  readonly price: MicroCents;
}

/** Where a job is, with only what that place needs. */
export type JobState =
  | { readonly name: 'draft' }
  | { readonly name: 'queued' }
  | { readonly name: 'uploading' }
  | { readonly name: 'prepared' }
  | { readonly name: 'sending'; readonly sendId: string }
  | { readonly name: 'unknown'; readonly sendId: string }
  | { readonly name: 'asking'; readonly sendId: string; readonly candidates: readonly Candidate[] }
  | { readonly name: 'absent'; readonly sendId: string }
  | Followed<'pending'>
  | Followed<'processing'>
  | (Followed<'downloading'> & { readonly url: string })
  | Followed<'cancelling'>
  | { readonly name: 'done'; readonly remoteId: string; readonly clipId: string }
  | { readonly name: 'rejected'; readonly failure: Failure }
  | { readonly name: 'failed'; readonly failure: Failure }
  /** `removed`: taken out of the queue before anything was sent, so that it can be brought back. */
  | { readonly name: 'cancelled'; readonly removed?: true | undefined };

interface Followed<N extends 'pending' | 'processing' | 'downloading' | 'cancelling'> {
  readonly name: N;
  readonly remoteId: string;
  readonly provisional: Provisional | null;
}

/** The state with this name. */
export type StateOf<N extends JobStateName> = Extract<JobState, { name: N }>;

/** One paid request: what is to be made, for which account, at which price, and where it is. */
export interface Job {
  readonly id: string;
  readonly batchId: string;
  readonly accountId: string;
  readonly recipe: Recipe;
  /** The price shown when the button was pressed. */
  readonly estimate: MicroCents;
  /** What the service itself said that it would cost, where it was asked in time. */
  readonly serviceEstimate: MicroCents | null;
  readonly state: JobState;
  /** When the present state began, milliseconds since 1970. */
  readonly since: number;
  readonly createdAt: number;
  /** Its place in the queue: what waits is sent in this order. */
  readonly position: number;
  readonly retryOf: string | null;
  /** Started elsewhere on the same key and taken over here: never sent by us, so never in our ledger. */
  readonly imported: boolean;
}

/** What a job will cost as far as anyone knows: the service's own word before the documented price. */
export const expectedCost = (job: Job): MicroCents => job.serviceEstimate ?? job.estimate;

/**
 * Whether the charge of a job that has not ended is certain, and so in the ledger: a line is written with the step
 * that makes it so (see `transition`).
 */
export const isCharged = (state: JobState): boolean => 'provisional' in state && state.provisional === null;

/** Narrows a job to some of its states. */
export function isAt<N extends JobStateName>(
  job: Job,
  ...names: readonly N[]
): job is Job & { readonly state: StateOf<N> } {
  return names.some((name) => name === job.state.name);
}

/** What happened to a job. Facts only: the state that follows is `transition`'s business. */
export type JobEvent =
  | { readonly type: 'enqueue' }
  | { readonly type: 'upload-started' }
  | { readonly type: 'uploads-ready' }
  | { readonly type: 'uploads-expired' }
  | { readonly type: 'send-opened'; readonly sendId: string }
  | { readonly type: 'accepted'; readonly remoteId: string; readonly charged: MicroCents }
  | { readonly type: 'not-sent' }
  | { readonly type: 'refused'; readonly failure: Failure }
  | { readonly type: 'answer-lost' }
  | { readonly type: 'doubted'; readonly sendId: string }
  | { readonly type: 'found'; readonly remoteId: string; readonly price: MicroCents }
  | { readonly type: 'confirmed' }
  | { readonly type: 'ambiguous'; readonly candidates: readonly Candidate[] }
  | { readonly type: 'not-there' }
  | { readonly type: 'check-again' }
  | { readonly type: 'chosen'; readonly remoteId: string; readonly charged: MicroCents }
  | { readonly type: 'none-chosen' }
  | { readonly type: 'waiting' }
  | { readonly type: 'generating' }
  | {
      readonly type: 'completed';
      readonly url: string;
      /** What the service says it cost, where it says so. */
      readonly cost?: MicroCents | null;
      /** What the ledger has it charged so far. */
      readonly charged?: MicroCents | null;
    }
  | { readonly type: 'published'; readonly clipId: string }
  | { readonly type: 'failed-there'; readonly failure: Failure; readonly refunded: MicroCents }
  | { readonly type: 'cancelled-there'; readonly refunded: MicroCents }
  | { readonly type: 'gave-up'; readonly failure: Failure }
  | { readonly type: 'cancel' }
  | { readonly type: 'remove' }
  | { readonly type: 'too-late' };
