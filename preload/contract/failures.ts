import type { ErrorCode } from './errors.ts';
import type { JobStateName } from './vocabulary.ts';

/** What a kind of failure means for what comes next. */
export interface FailurePolicy {
  /** What has to be right again. */
  readonly about: 'app' | 'picture' | 'form' | 'money' | 'key' | 'network' | 'service' | 'job' | 'disk';
  /**
   * by-itself: Kinora tries again without being asked · when-mended: it goes on once the person has put something
   * right · new-job: this job is over, another press makes a new one at the price shown · no: nothing to repeat.
   */
  readonly retry: 'by-itself' | 'when-mended' | 'new-job' | 'no';
  /** Whether money moved: none did · it was paid and the clip is still to come · as the job's own money lines say. */
  readonly money: 'none' | 'paid' | 'see-job';
}

type Row = readonly [FailurePolicy['about'], FailurePolicy['retry'], FailurePolicy['money']];

/** Every failure there is, its retry policy and its money in one place. The words are in renderer/text. */
const TABLE: { readonly [C in ErrorCode]: Row } = {
  'bad-request': ['app', 'no', 'none'],
  'not-allowed': ['app', 'no', 'none'],
  internal: ['app', 'by-itself', 'see-job'],

  'not-an-image': ['picture', 'no', 'none'],
  heic: ['picture', 'no', 'none'],
  'empty-file': ['picture', 'no', 'none'],
  folder: ['picture', 'no', 'none'],
  'too-many-pixels': ['picture', 'no', 'none'],
  'too-large': ['picture', 'new-job', 'none'],
  undecodable: ['picture', 'no', 'none'],
  'source-missing': ['picture', 'no', 'none'],
  'media-unreadable': ['picture', 'no', 'none'],
  'wrong-length': ['picture', 'no', 'none'],

  'bad-parameters': ['form', 'no', 'none'],
  'price-changed': ['money', 'new-job', 'none'],
  'account-changed': ['money', 'new-job', 'none'],
  'over-budget': ['money', 'when-mended', 'none'],
  'ask-first': ['money', 'when-mended', 'none'],
  'not-presets': ['disk', 'no', 'none'],
  'presets-newer': ['disk', 'no', 'none'],
  'presets-set-aside': ['disk', 'no', 'none'],
  'too-many-presets': ['disk', 'when-mended', 'none'],
  'searches-set-aside': ['disk', 'no', 'none'],
  'too-many-searches': ['disk', 'when-mended', 'none'],

  'no-key': ['key', 'when-mended', 'none'],
  'not-a-key': ['key', 'no', 'none'],
  'clipboard-empty': ['key', 'no', 'none'],
  'key-known': ['key', 'no', 'none'],
  'key-rejected': ['key', 'when-mended', 'none'],
  'key-inactive': ['key', 'when-mended', 'none'],
  'key-expired': ['key', 'when-mended', 'none'],
  'key-scope': ['key', 'when-mended', 'none'],
  'key-address': ['key', 'when-mended', 'none'],
  'account-blocked': ['key', 'when-mended', 'none'],

  offline: ['network', 'by-itself', 'none'],
  unreachable: ['network', 'by-itself', 'none'],
  'rate-limited': ['service', 'by-itself', 'none'],
  'concurrency-limit': ['service', 'by-itself', 'none'],
  'no-credit': ['service', 'new-job', 'none'],
  'invalid-input': ['service', 'new-job', 'none'],
  'model-unavailable': ['service', 'new-job', 'none'],
  'service-error': ['service', 'by-itself', 'see-job'],
  'generation-failed': ['job', 'new-job', 'see-job'],
  'job-gone': ['job', 'new-job', 'see-job'],
  'too-late-to-cancel': ['job', 'no', 'paid'],
  'too-late-to-edit': ['job', 'no', 'none'],

  'no-output': ['job', 'by-itself', 'paid'],
  'not-a-clip': ['job', 'by-itself', 'paid'],
  'download-stalled': ['network', 'by-itself', 'paid'],
  'disk-full': ['disk', 'when-mended', 'paid'],
  'disk-error': ['disk', 'by-itself', 'see-job'],
  'library-renewed': ['app', 'no', 'none'],
  superseded: ['app', 'no', 'none'],
  'undo-too-late': ['app', 'no', 'none'],
  'trash-failed': ['disk', 'no', 'none'],
  'folder-read-only': ['disk', 'when-mended', 'none'],
  'folder-away': ['disk', 'when-mended', 'none'],
  'clip-missing': ['disk', 'no', 'see-job'],
  'clip-unreadable': ['disk', 'no', 'see-job'],
  'sidecar-unreadable': ['disk', 'no', 'see-job'],
  'clip-codec': ['disk', 'no', 'see-job'],
  'sound-lost': ['disk', 'when-mended', 'none'],
  'tool-stuck': ['disk', 'no', 'none'],
  'folder-unusable': ['disk', 'when-mended', 'see-job'],
  'folder-busy': ['disk', 'no', 'none'],
  'import-busy': ['app', 'no', 'none'],
  'not-a-video': ['disk', 'no', 'none'],
  'folder-known': ['disk', 'no', 'none'],
  'folder-nested': ['disk', 'no', 'none'],
  'folder-taken': ['disk', 'no', 'none'],
  'folder-left': ['disk', 'no', 'none'],
  'file-of-library': ['disk', 'no', 'none'],
  'folder-last': ['disk', 'no', 'none'],
  'too-many-folders': ['disk', 'when-mended', 'none'],
  'too-many-to-drag': ['app', 'no', 'none'],
  'journal-set-aside': ['disk', 'no', 'see-job'],
  'journal-doubtful': ['disk', 'no', 'see-job'],
  'journal-stopped': ['disk', 'when-mended', 'see-job'],
  'settings-set-aside': ['disk', 'no', 'none'],
  'index-set-aside': ['disk', 'by-itself', 'none'],

  'page-restarted': ['app', 'no', 'none'],
  'graphics-restarted': ['app', 'no', 'none'],
  'main-broke': ['app', 'no', 'none'],
};

/** The retry policy and the money of a kind of failure. */
export function policyOf(code: ErrorCode): FailurePolicy {
  const [about, retry, money] = TABLE[code];
  return { about, retry, money };
}

/**
 * Whether a job that ended in this state is worth another, paid one with the same recipe: what was refused was never
 * paid, what ended may have been.
 */
export function isWorthRetrying(state: JobStateName, code: ErrorCode | undefined): boolean {
  if (state === 'absent' || state === 'cancelled') return true;
  const retry = code === undefined ? 'new-job' : policyOf(code).retry;
  return state === 'rejected' ? retry !== 'no' : state === 'failed' && retry === 'new-job';
}

/** The same when all of a batch is sent again at once: what the person stopped on purpose stays stopped. */
export function isWorthRetryingWithAll(state: JobStateName, code: ErrorCode | undefined): boolean {
  return state !== 'cancelled' && isWorthRetrying(state, code);
}
