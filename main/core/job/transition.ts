import { less, type MicroCents } from '../../../preload/contract/money.ts';
import type { JobEvent, JobState } from './state.ts';

/** A line for the money ledger that belongs to a change of state and is written with it. */
export interface LedgerLine {
  readonly kind: 'estimate' | 'charge' | 'refund';
  readonly amount: MicroCents;
}

export interface Transition {
  readonly state: JobState;
  readonly money: readonly LedgerLine[];
}

const to = (state: JobState, ...money: LedgerLine[]): Transition => ({ state, money });

/**
 * The only place where a job changes state. Pure: the same state and event always give the same answer.
 * @returns null when the event does not apply in this state. That is normal for late or repeated news
 * (a poll that crosses a cancel) and never changes anything.
 */
export function transition(state: JobState, event: JobEvent): Transition | null {
  switch (state.name) {
    case 'draft':
      return event.type === 'enqueue' ? to({ name: 'queued' }) : null;
    case 'queued':
    case 'uploading':
    case 'prepared':
      return beforeSending(state, event);
    case 'sending':
      return whileSending(state.sendId, event);
    case 'unknown':
    case 'asking':
    case 'absent':
      return afterLostAnswer(state, event);
    case 'pending':
    case 'processing':
      return whileGenerating(state, event);
    case 'downloading':
      return whileDownloading(state, event);
    case 'cancelling':
      return whileCancelling(state, event);
    case 'done':
    case 'rejected':
    case 'failed':
    case 'cancelled':
      return null;
  }
}

type At<N extends JobState['name']> = Extract<JobState, { name: N }>;

function beforeSending(state: At<'queued' | 'uploading' | 'prepared'>, event: JobEvent): Transition | null {
  switch (event.type) {
    case 'upload-started':
      return state.name === 'queued' ? to({ name: 'uploading' }) : null;
    case 'uploads-ready':
      return state.name === 'uploading' ? to({ name: 'prepared' }) : null;
    case 'uploads-expired':
      return state.name === 'prepared' ? to({ name: 'queued' }) : null;
    case 'send-opened':
      return state.name === 'prepared' ? to({ name: 'sending', sendId: event.sendId }) : null;
    case 'doubted':
      // An earlier send that was said to have failed may have been taken after all.
      return to({ name: 'unknown', sendId: event.sendId });
    case 'cancel':
      return to({ name: 'cancelled' });
    case 'remove':
      return to({ name: 'cancelled', removed: true });
    case 'refused':
    case 'gave-up':
      return to({ name: 'rejected', failure: event.failure });
    default:
      return null;
  }
}

function whileSending(sendId: string, event: JobEvent): Transition | null {
  switch (event.type) {
    case 'accepted':
      return to(
        { name: 'pending', remoteId: event.remoteId, provisional: null },
        { kind: 'charge', amount: event.charged },
      );
    case 'not-sent':
      return to({ name: 'prepared' });
    case 'refused':
      return to({ name: 'rejected', failure: event.failure });
    case 'answer-lost':
      return to({ name: 'unknown', sendId });
    default:
      return null;
  }
}

function afterLostAnswer(state: At<'unknown' | 'asking' | 'absent'>, event: JobEvent): Transition | null {
  switch (event.type) {
    case 'found':
      return state.name === 'unknown'
        ? to({
            name: 'pending',
            remoteId: event.remoteId,
            provisional: { sendId: state.sendId, price: event.price },
          })
        : null;
    case 'ambiguous':
      return state.name === 'absent'
        ? null
        : to({ name: 'asking', sendId: state.sendId, candidates: event.candidates });
    case 'chosen':
      return state.name === 'asking'
        ? to(
            { name: 'pending', remoteId: event.remoteId, provisional: null },
            { kind: 'charge', amount: event.charged },
          )
        : null;
    case 'none-chosen':
      return state.name === 'asking' ? to({ name: 'absent', sendId: state.sendId }) : null;
    case 'not-there':
      return state.name === 'unknown' ? to({ name: 'absent', sendId: state.sendId }) : null;
    case 'check-again':
      return state.name === 'unknown' ? null : to({ name: 'unknown', sendId: state.sendId });
    case 'cancel':
      // Nothing is known to run, so there is nothing to stop: the card goes, the send stays on record.
      return state.name === 'absent' ? to({ name: 'cancelled' }) : null;
    default:
      return null;
  }
}

function whileGenerating(state: At<'pending' | 'processing'>, event: JobEvent): Transition | null {
  switch (event.type) {
    case 'waiting':
      // The service may take a word back; a job that goes from processing to waiting simply waits again.
      return state.name === 'pending' ? null : to({ ...state, name: 'pending' });
    case 'generating':
      return state.name === 'processing' ? null : to({ ...state, name: 'processing' });
    case 'completed':
      return completed(state, event);
    case 'cancel':
      // While it is not certain that the job is ours, stopping it could stop somebody else's.
      return state.provisional ? null : to({ ...state, name: 'cancelling' });
    default:
      return endThere(state, event) ?? settle(state, event);
  }
}

function whileDownloading(state: At<'downloading'>, event: JobEvent): Transition | null {
  switch (event.type) {
    case 'completed':
      return event.url === state.url ? null : to({ ...state, url: event.url });
    case 'published':
      return to({ name: 'done', remoteId: state.remoteId, clipId: event.clipId }, ...owed(state));
    case 'gave-up':
      return to({ name: 'failed', failure: event.failure }, ...owed(state));
    default:
      return settle(state, event);
  }
}

function whileCancelling(state: At<'cancelling'>, event: JobEvent): Transition | null {
  switch (event.type) {
    case 'too-late':
      return to({ ...state, name: 'processing' });
    case 'completed':
      return completed(state, event);
    default:
      return endThere(state, event) ?? settle(state, event);
  }
}

type FollowedState = At<'pending' | 'processing' | 'downloading' | 'cancelling'>;

/** The service's own word on what a job cost comes with its end, and replaces what was taken to be its price. */
function completed(state: FollowedState, event: Extract<JobEvent, { type: 'completed' }>): Transition {
  const { cost = null, charged = null, url } = event;
  const { provisional } = state;
  // A cost of nothing is taken for a figure that is not filled in.
  const isSaid = cost !== null && cost > 0;
  const priced = provisional && isSaid ? { ...provisional, price: cost } : provisional;
  const next: JobState = { name: 'downloading', remoteId: state.remoteId, url, provisional: priced };
  if (provisional || !isSaid || charged === null || cost === charged) return to(next);
  return cost > charged
    ? to(next, { kind: 'charge', amount: less(cost, charged) })
    : to(next, refund(less(charged, cost)));
}

/** The charge that a followed job's end makes certain, where the ledger does not have it yet. */
function owed(state: FollowedState): LedgerLine[] {
  return state.provisional ? [{ kind: 'charge', amount: state.provisional.price }] : [];
}

function endThere(state: FollowedState, event: JobEvent): Transition | null {
  switch (event.type) {
    case 'failed-there':
      return to({ name: 'failed', failure: event.failure }, ...owed(state), refund(event.refunded));
    case 'cancelled-there':
      return to({ name: 'cancelled' }, ...owed(state), refund(event.refunded));
    case 'gave-up':
      return to({ name: 'failed', failure: event.failure }, ...owed(state));
    default:
      return null;
  }
}

const refund = (amount: MicroCents): LedgerLine => ({ kind: 'refund', amount });

/** The end of the settle window: the followed job was the right one, or a second candidate has turned up. */
function settle(state: FollowedState, event: JobEvent): Transition | null {
  if (!state.provisional) return null;
  switch (event.type) {
    case 'confirmed':
      return to({ ...state, provisional: null }, ...owed(state));
    case 'ambiguous':
      return to({ name: 'asking', sendId: state.provisional.sendId, candidates: event.candidates });
    default:
      return null;
  }
}
