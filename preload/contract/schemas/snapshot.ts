/** All that the page shows, once, and then what changes in it. */
import * as z from 'zod/mini';
import { AWAY } from '../vocabulary.ts';
import { leftView } from './left.ts';
import { count, id } from './parts.ts';
import { updateView } from './updates.ts';
import {
  accountView,
  batchView,
  clipView,
  jobView,
  libraryStats,
  modelView,
  noticeView,
  settingsView,
  spendView,
} from './views.ts';

const away = z.nullable(z.enum(AWAY));

export const snapshotView = z.strictObject({
  revision: count,
  platform: z.enum(['darwin', 'win32', 'linux']),
  version: z.string(),
  models: z.array(modelView),
  settings: settingsView,
  left: leftView,
  account: accountView,
  spend: spendView,
  /** What keeps the service of the account in use out of reach; null while nothing does. */
  away,
  paused: z.boolean(),
  jobs: z.array(jobView),
  /** Batches that have a name or are paused. */
  batches: z.array(batchView),
  /** Jobs on this key that were not started here and that nobody has decided about. */
  foreign: count,
  /** How many files the system has given Kinora to open so far; when it grows, some wait to be asked for. */
  opened: count,
  library: libraryStats,
  notices: z.array(noticeView),
  update: updateView,
});

export const change = z.union([
  z.strictObject({ kind: z.literal('job'), job: jobView }),
  z.strictObject({ kind: z.literal('job-gone'), id }),
  z.strictObject({ kind: z.literal('batch'), batch: batchView }),
  z.strictObject({ kind: z.literal('clip'), clip: clipView }),
  z.strictObject({ kind: z.literal('clip-gone'), id }),
  z.strictObject({ kind: z.literal('library'), library: libraryStats }),
  /** Many clips are different now, or the index has begun anew: what is shown of the library is asked for again. */
  z.strictObject({ kind: z.literal('library-changed') }),
  z.strictObject({ kind: z.literal('settings'), settings: settingsView }),
  z.strictObject({ kind: z.literal('account'), account: accountView }),
  z.strictObject({ kind: z.literal('spend'), spend: spendView }),
  z.strictObject({ kind: z.literal('away'), away }),
  z.strictObject({ kind: z.literal('paused'), paused: z.boolean() }),
  z.strictObject({ kind: z.literal('foreign'), foreign: count }),
  z.strictObject({ kind: z.literal('opened'), opened: count }),
  z.strictObject({ kind: z.literal('notice'), notice: noticeView }),
  z.strictObject({ kind: z.literal('update'), update: updateView }),
  /** Clips are ready, and the person wants to hear it. */
  z.strictObject({ kind: z.literal('chime') }),
  /** A shortcut was chosen in the menu. */
  z.strictObject({ kind: z.literal('press'), combo: z.string() }),
  /** The person asked for this from outside the window, such as by a notification: a clip, or a view. */
  z.strictObject({ kind: z.literal('show'), view: z.enum(['animate', 'library']), clipId: z.nullable(id) }),
]);

/** What main tells the page, numbered without gaps. A gap means: ask for the snapshot again. */
export const changesEvent = z.strictObject({ revision: count, changes: z.array(change) });

export type Snapshot = z.output<typeof snapshotView>;
export type Change = z.output<typeof change>;
export type ChangesEvent = z.output<typeof changesEvent>;
