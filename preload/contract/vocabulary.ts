/** An id of ours or of another program that has written a sidecar: a UUID of any version (RFC 9562). */
export const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Name of a parameter, as the service's models have it. */
export const PARAM_KEY = /^[a-z][a-z0-9_]{0,60}$/;
/** Longest text a parameter may hold. */
export const MAX_PARAM_CHARS = 5000;

/** Every state a job can be in, in the order of a calm life. */
export const JOB_STATES = [
  'draft',
  'queued',
  'uploading',
  'prepared',
  'sending',
  'unknown',
  'asking',
  'absent',
  'pending',
  'processing',
  'downloading',
  'done',
  'rejected',
  'failed',
  'cancelling',
  'cancelled',
] as const;
export type JobStateName = (typeof JOB_STATES)[number];

/** What a file can be to a model. */
export const MEDIA_KINDS = ['image', 'video', 'audio'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** Why a job that could move does not. A reason beside the state, never a state. */
export const HOLDS = ['paused', 'offline', 'service', 'slot', 'rateLimit', 'budget', 'key', 'disk'] as const;
export type Hold = (typeof HOLDS)[number];

/** Why the service is out of reach: there is no network, or it does not answer. */
export const AWAY = ['offline', 'service'] as const satisfies readonly Hold[];
export type Away = (typeof AWAY)[number];

/** States that never change again. */
export const FINAL_STATES = [
  'done',
  'rejected',
  'failed',
  'cancelled',
] as const satisfies readonly JobStateName[];

/** True when nothing more will happen to a job in this state by itself. */
export function isFinal(state: JobStateName): boolean {
  return (FINAL_STATES as readonly JobStateName[]).includes(state);
}

/** The account that practice jobs, uploads and prices belong to. Never counted against a budget. */
export const PRACTICE_ACCOUNT = 'practice';

export const API_BASES = ['https://api.muvi.video', 'https://api.pixelbyte.app'] as const;
export type ApiBase = (typeof API_BASES)[number];

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Languages that the app speaks; English is the one its words are typed by. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
export const LANGUAGE_CHOICES = ['system', ...LANGUAGES] as const;
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];

export const TEXT_SIZES = ['small', 'normal', 'large'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

/** What the person thinks of a clip when going through many. */
export const FLAGS = ['keep', 'reject'] as const;
export type Flag = (typeof FLAGS)[number];

/** How a clip came to be that no service made. */
export const MADE = ['trim', 'join', 'import'] as const;
export type Made = (typeof MADE)[number];

/** How a library folder is: `reading` until it was looked at, `away` while its disk is not there. */
export const FOLDER_STATES = ['reading', 'ready', 'read-only', 'away'] as const;
export type FolderState = (typeof FOLDER_STATES)[number];

/** Orders of the library. */
export const CLIP_SORTS = [
  'newest',
  'oldest',
  'best',
  'longest',
  'shortest',
  'costliest',
  'largest',
  'name',
] as const;
export type ClipSort = (typeof CLIP_SORTS)[number];

/** Spans of time that go with the calendar: what was made today is something else tomorrow. */
export const SPANS = ['today', 'week', 'month', 'year'] as const;
export type Span = (typeof SPANS)[number];

/** Addresses the page may ask main to open, by name only. */
export const LINKS = {
  getKey: 'https://developer.muvi.video',
  status: 'https://status.muvi.video',
} as const;
export type LinkName = keyof typeof LINKS;

/** Whether updates are looked for and fetched unasked, only looked for, or neither. */
export const UPDATE_MODES = ['automatic', 'ask', 'manual'] as const;
export type UpdateMode = (typeof UPDATE_MODES)[number];

export const UPDATE_CHANNELS = ['stable', 'beta'] as const;
export type UpdateChannel = (typeof UPDATE_CHANNELS)[number];
