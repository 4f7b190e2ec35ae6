/**
 * Every failure the page can be told of. Codes are stable: they are stored in the journal and looked up in
 * the wording table. The words themselves live in renderer/text.
 */
export const ERROR_CODES = [
  // the door
  'bad-request',
  'not-allowed',
  'internal',
  // images
  'not-an-image',
  'heic',
  'empty-file',
  'folder',
  'too-many-pixels',
  'too-large',
  'undecodable',
  'source-missing',
  // reference video and voice
  'media-unreadable',
  'wrong-length',
  // the form
  'bad-parameters',
  'price-changed',
  'account-changed',
  'over-budget',
  'ask-first',
  'not-presets',
  'presets-newer',
  'presets-set-aside',
  'too-many-presets',
  'searches-set-aside',
  'too-many-searches',
  // the key
  'no-key',
  'not-a-key',
  'clipboard-empty',
  'key-known',
  'key-rejected',
  'key-inactive',
  'key-expired',
  'key-scope',
  'key-address',
  // the service
  'offline',
  'unreachable',
  'rate-limited',
  'concurrency-limit',
  'no-credit',
  'invalid-input',
  'model-unavailable',
  'account-blocked',
  'service-error',
  'generation-failed',
  'job-gone',
  'too-late-to-cancel',
  'too-late-to-edit',
  // clips and disk
  'no-output',
  'not-a-clip',
  'download-stalled',
  'disk-full',
  'disk-error',
  'clip-missing',
  'library-renewed',
  'superseded',
  'undo-too-late',
  'trash-failed',
  'folder-read-only',
  'folder-away',
  'clip-unreadable',
  'sidecar-unreadable',
  'clip-codec',
  'sound-lost',
  'tool-stuck',
  'folder-unusable',
  'folder-busy',
  'folder-known',
  'import-busy',
  'not-a-video',
  'folder-nested',
  'folder-last',
  'folder-taken',
  'folder-left',
  'file-of-library',
  'too-many-folders',
  'too-many-to-drag',
  'journal-set-aside',
  'journal-doubtful',
  'journal-stopped',
  'settings-set-aside',
  'index-set-aside',
  // the app itself
  'page-restarted',
  'graphics-restarted',
  'main-broke',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A failure as a value: a stable code, the service's or system's own words, and facts for the wording. */
export interface Failure {
  readonly code: ErrorCode;
  /** For Details: what the service or the system said. Never a key, never an absolute path. */
  readonly detail?: string | undefined;
  /** Facts the wording needs: a file's display name, a limit, an amount. */
  readonly facts?: Readonly<Record<string, string | number>> | undefined;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** A failed outcome. */
export function fail<T = never>(code: ErrorCode, detail?: string, facts?: Failure['facts']): Outcome<T> {
  const error: Failure = {
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(facts === undefined ? {} : { facts }),
  };
  return { ok: false, error };
}
