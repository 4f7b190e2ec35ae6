import type { Failure } from '../../../preload/contract/errors.ts';
import { policyOf } from '../../../preload/contract/failures.ts';
import { less, micro } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { toFailure } from '../../state/models.ts';
import { t } from '../../text/en.ts';
import { money, sizeOf } from '../../text/format.ts';

export type CardIcon =
  | 'clock'
  | 'film'
  | 'upload'
  | 'download'
  | 'offline'
  | 'service'
  | 'pause'
  | 'alert'
  | 'check'
  | 'search'
  | 'key';

/** What a card says and how far its picture has developed. */
export interface CardView {
  readonly icon: CardIcon;
  readonly tone: 'plain' | 'bad' | 'good' | 'warn';
  readonly label: string;
  /** At the end of the line of the label: a percentage or a price. */
  readonly value: string;
  readonly note: string;
  /** 0 to 1; null where nothing develops. */
  readonly done: number | null;
  /** The badge over the picture while nothing moves. */
  readonly badge: CardIcon | null;
}

const STOPS_AT = 0.95;

/** Nothing has been paid in these. */
const UNSENT: readonly JobView['state'][] = ['draft', 'queued', 'uploading', 'prepared'];

const base = { tone: 'plain', value: '', note: '', done: null, badge: null } as const;

/** What takes longer than this moves its edge by less in a second than anybody sees. */
const SHORT_MS = 30_000;
const SECOND = 1000;
/** As finely as its words tell of it. */
const STEP = 5 * SECOND;

/** Practice clips are drawn on this computer: the last seconds depend on it, and are no reason to worry. */
const ALMOST_MS = 10_000;

/** How often a card changes by the clock alone from now on, in milliseconds; null: not at all. */
export function clockOf(job: JobView, now: number): number | null {
  if (job.state === 'pending' || job.state === 'processing') {
    // What takes longer than was reckoned says so, and nothing else, until it ends.
    if (now - job.since > job.expectedMs + ALMOST_MS + STEP) return null;
    return isShort(job) ? SECOND : STEP;
  }
  return job.holdUntil === null ? null : SECOND;
}

/** Whether what the service does is over so soon that it is seen to move. */
export const isShort = ({ expectedMs }: JobView): boolean => expectedMs <= SHORT_MS;

/** The service does not answer, and when it is asked again. */
function noAnswer({ holdUntil }: JobView, now: number): string {
  return t.queue.noAnswer(holdUntil === null || holdUntil <= now ? null : holdUntil - now);
}

/** Failures of the service itself, rather than of what was asked of it. */
const NO_ANSWER: readonly string[] = ['unreachable', 'service-error'];

/** A waiting clip whose last attempt failed; null where none did. */
function tripped(job: JobView, now: number): string | null {
  if (!job.failure) return null;
  return NO_ANSWER.includes(job.failure.code) ? noAnswer(job, now) : t.failure(toFailure(job.failure)).short;
}

/** Why there is no place for the download. */
function diskWords({ failure }: JobView): string {
  return failure && failure.code !== 'disk-full' ? t.failure(toFailure(failure)).short : t.queue.diskLabel;
}

function held(job: JobView, now: number): CardView | null {
  const q = t.queue;
  switch (job.hold) {
    case 'offline':
      return { ...base, icon: 'offline', badge: 'offline', label: q.labels.queued, note: q.offlineNote };
    case 'service':
      return { ...base, icon: 'service', badge: 'service', label: q.labels.queued, note: noAnswer(job, now) };
    case 'paused':
      return { ...base, icon: 'pause', badge: 'pause', label: q.paused, note: q.pausedNote };
    case 'slot': {
      const note = job.holdUntil === null ? q.slotNote : q.fullNote(Math.max(0, job.holdUntil - now));
      return { ...base, icon: 'clock', label: q.labels.queued, note };
    }
    case 'rateLimit': {
      const wait = job.holdUntil === null ? null : Math.max(0, job.holdUntil - now);
      return {
        ...base,
        icon: 'clock',
        label: q.labels.queued,
        note: wait === null ? q.slowLater : q.slowNote(wait),
      };
    }
    case 'budget':
      return {
        ...base,
        icon: 'alert',
        tone: 'warn',
        badge: 'alert',
        label: q.budgetLabel,
        note: q.budgetNote,
      };
    case 'key':
      return {
        ...base,
        icon: 'key',
        tone: 'warn',
        badge: 'key',
        label: q.waitingForKey,
        note: UNSENT.includes(job.state) ? q.keyUnsentNote : q.keyNote,
      };
    case 'disk':
      return { ...base, icon: 'alert', tone: 'warn', label: diskWords(job), note: q.diskNote };
    case null:
      return null;
  }
}

function moved(job: JobView): {
  readonly done: number | null;
  readonly value: string;
  readonly note: string;
} {
  const { progress } = job;
  if (!progress) return { done: null, value: '', note: '' };
  const done =
    progress.total === null || progress.total === 0 ? null : Math.min(1, progress.done / progress.total);
  return {
    done,
    value: done === null ? '' : t.queue.percent(Math.floor(done * 100)),
    note: sizeOf(progress.done, progress.total),
  };
}

function downloading(job: JobView, now: number): CardView {
  const q = t.queue;
  const bytes = moved(job);
  const at = Math.floor((bytes.done ?? 0) * 100);
  const stoppedLabel = bytes.done === null ? q.stopped : q.stoppedAt(at);
  if (job.failure?.code === 'offline') {
    return { ...base, icon: 'offline', label: stoppedLabel, note: q.stoppedOffline, done: bytes.done };
  }
  const hold = held(job, now);
  if (hold) return { ...hold, done: bytes.done };
  if (job.failure) {
    const note = t.failure(toFailure(job.failure)).short;
    return { ...base, icon: 'alert', tone: 'warn', label: stoppedLabel, note, done: bytes.done };
  }
  const note = bytes.done === 1 ? q.savingNote : bytes.note;
  return { ...base, icon: 'download', label: q.labels.downloading, ...bytes, note };
}

function generating(job: JobView, now: number): CardView {
  const q = t.queue;
  const elapsed = Math.max(0, now - job.since);
  const left = job.expectedMs - elapsed;
  // When a job that was started elsewhere will be done is anybody's guess.
  const trouble = troubleOf(job) ?? (job.imported ? q.elsewhere : null);
  if (job.state === 'pending') {
    const note = left > 0 ? q.inLine(left) : late(job, -left);
    return { ...base, icon: 'clock', label: q.labels.pending, note: trouble ?? note };
  }
  const done = job.expectedMs === 0 ? STOPS_AT : Math.min(STOPS_AT, elapsed / job.expectedMs);
  return {
    ...base,
    icon: 'film',
    label: q.labels.processing,
    note: trouble ?? (left > 0 ? q.left(left) : late(job, -left)),
    done,
  };
}

/** What is said of a job that is past its estimate. */
const late = (job: JobView, byMs: number): string =>
  job.practice && byMs < ALMOST_MS ? t.queue.almost : t.queue.longer;

/** What keeps Kinora from looking at a job that the service is working on; it goes on there all the same. */
function troubleOf(job: JobView): string | null {
  if (job.hold === 'offline') return t.queue.lookOffline;
  if (job.hold === 'service') return t.queue.lookService;
  return job.failure ? t.failure(toFailure(job.failure)).short : null;
}

/** What the person got back, when that is known. */
function isRefunded(job: JobView): boolean {
  return job.charged !== null && job.charged > 0 && job.refunded >= job.charged;
}

function ended(job: JobView): CardView {
  const q = t.queue;
  const reason = job.failure ? t.failure(toFailure(job.failure)).short : '';
  switch (job.state) {
    case 'done': {
      const ready = { ...base, icon: 'check', tone: 'good', label: q.labels.done } as const;
      // What it cost and how it was made is not known here.
      if (job.imported) return { ...ready, note: q.elsewhere };
      const value = job.practice
        ? q.free
        : money(job.charged === null ? job.estimate : less(job.charged, job.refunded));
      return { ...ready, value, note: q.made(job.seconds, job.resolution) };
    }
    case 'cancelled': {
      const label = isRefunded(job) ? q.cancelledRefunded : q.labels.cancelled;
      return {
        ...base,
        icon: 'clock',
        label,
        note: job.imported ? q.elsewhere : job.charged === null && !job.practice ? q.notCharged : '',
      };
    }
    case 'rejected': {
      const bad = { ...base, icon: 'alert', tone: 'bad' } as const;
      if (job.failure?.code === 'price-changed') return { ...bad, label: reason, note: q.notSent };
      return { ...bad, label: q.labels.rejected, note: reason };
    }
    default: {
      const label = isRefunded(job) ? q.failedRefunded : q.labels.failed;
      // The service's own reason says more than ours.
      const said = job.failure?.code === 'generation-failed' ? job.failure.detail : undefined;
      return { ...base, icon: 'alert', tone: 'bad', label, note: said ?? reason };
    }
  }
}

/** The card of a job at a moment. */
export function cardView(job: JobView, now: number): CardView {
  const q = t.queue;
  switch (job.state) {
    case 'draft':
    case 'queued':
      return (
        held(job, now) ?? {
          ...base,
          icon: 'clock',
          label: q.labels.queued,
          note: tripped(job, now) ?? q.nextNote,
        }
      );
    case 'uploading': {
      const bytes = moved(job);
      const note = tripped(job, now) ?? bytes.note;
      return held(job, now) ?? { ...base, icon: 'upload', label: q.labels.uploading, ...bytes, note };
    }
    case 'prepared':
    case 'sending': {
      const note = tripped(job, now) ?? q.sendingNote;
      return held(job, now) ?? { ...base, icon: 'upload', label: q.labels.sending, note };
    }
    case 'unknown':
      if (job.hold === 'key') return held(job, now) ?? ended(job);
      return {
        ...base,
        icon: 'search',
        tone: 'warn',
        label: q.labels.unknown,
        note: q.unknownNote,
      };
    case 'asking':
      return { ...base, icon: 'alert', tone: 'warn', label: q.labels.asking, note: q.askingNote };
    case 'absent':
      return { ...base, icon: 'alert', tone: 'warn', label: q.labels.absent, note: q.absentNote };
    case 'cancelling':
      return { ...base, icon: 'clock', label: q.labels.cancelling, note: troubleOf(job) ?? q.cancellingNote };
    case 'pending':
    case 'processing':
      return (job.hold === 'key' ? held(job, now) : null) ?? generating(job, now);
    case 'downloading':
      return downloading(job, now);
    default:
      return ended(job);
  }
}

/** What a job is called: by its prompt, where it has one, and by its image, as the prompt is often that of many. */
export function jobName({ prompt, sourceName }: JobView): string {
  const words = prompt === '' ? t.library.noPrompt : prompt;
  return sourceName === null ? words : t.queue.name(words, sourceName);
}

/** What a job has cost, where that is known. */
export function moneyWords({ state, charged, refunded, imported }: JobView): string {
  if (imported) return '';
  if (charged !== null && refunded > 0 && refunded < charged) return t.queue.partRefunded(charged, refunded);
  if (refunded > 0) return t.queue.refunded(micro(refunded));
  if (charged !== null && charged > 0)
    return state === 'failed' || state === 'cancelled'
      ? t.queue.notRefunded(charged)
      : t.queue.charged(charged);
  return state === 'rejected' || state === 'cancelled' || UNSENT.includes(state)
    ? `${t.queue.notCharged}.`
    : '';
}

/** Failures whose details are the service's own words. */
const SAID_BY_SERVICE: readonly string[] = ['service', 'job', 'key', 'money'];

/** Whether the details of a failure are the service's own words. */
export const isSaidByService = ({ code }: Pick<Failure, 'code'>): boolean =>
  SAID_BY_SERVICE.includes(policyOf(code).about);

/** Everything that is known of how a job stands, for its tooltip. */
export function cardDetails(job: JobView): string {
  if (!job.failure) return '';
  const { code, detail } = job.failure;
  const said = detail !== undefined && isSaidByService({ code }) ? t.queue.serviceSaid(detail) : '';
  return [t.failure(toFailure(job.failure)).title, said, isFinal(job.state) ? moneyWords(job) : '']
    .filter(Boolean)
    .join(' ');
}
