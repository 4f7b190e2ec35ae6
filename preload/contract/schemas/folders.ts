/** The library folders' part of the contract. Where they are never reaches the page: folders are named by id. */
import * as z from 'zod/mini';
import { MAX_DROP } from '../limits.ts';
import { FOLDER_STATES } from '../vocabulary.ts';
import { failureSchema } from './failure.ts';
import { count, id, packed, text } from './parts.ts';

const folderId = text(64);

export const folderView = z.strictObject({
  id: folderId,
  /** Its own name and its parent's, such as "Videos/Kinora". */
  name: z.string(),
  state: z.enum(FOLDER_STATES),
  /** Whether new clips go here. */
  primary: z.boolean(),
  clips: count,
  /** Of the clips whose files are there. */
  bytes: count,
  freeBytes: z.nullable(count),
});

const nothing = z.strictObject({});
const route = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) => ({ input, output });

const importView = z.strictObject({
  added: count,
  /** In the library already. */
  known: count,
  /** They were clips whose file was missing. */
  restored: count,
  failed: z.array(z.strictObject({ name: z.string(), failure: failureSchema })),
  cancelled: z.boolean(),
});

/** Files that were dropped on the library, or folders with files; the preload has found their paths. */
export const importInput = z.object({
  files: z.array(z.object({ path: text(10_000) })).check(z.maxLength(MAX_DROP)),
});

const clipGroup = z.strictObject({ clips: count, bytes: count, places: packed(8) });
const leftover = z.strictObject({ files: count, bytes: count });

/** Files that become clips without a job. */
export const fileRoutes = {
  /**
   * Main's own dialog asks where a missing clip's file is; others that lie beside it are taken along. `different`: the
   * file has another content, which `anyway` takes all the same.
   */
  'clip.locate': route(
    z.strictObject({ clipId: id, anyway: z.boolean() }),
    z.strictObject({ shown: z.enum(['located', 'different', 'nothing']), clips: count }),
  ),
  /** Main's own dialog: videos, or a folder of them, are copied to where new clips go. Null: none was chosen. */
  'import.start': route(
    z.strictObject({ what: z.enum(['files', 'folder']) }),
    z.strictObject({ report: z.nullable(importView) }),
  ),
  /** Makes clips of the videos that lie in a library folder without being any; they stay where they are. */
  'import.adopt': route(z.strictObject({ folder: folderId }), importView),
  /**
   * What could go from the library's disks: places (Float64) of clips that were rejected, of all but one of those that
   * are there twice, and of the largest, with their bytes; and how much is left beside the clips that is of no use.
   */
  'cleanup.look': route(
    nothing,
    z.strictObject({
      generation: z.string(),
      rejected: clipGroup,
      duplicates: clipGroup,
      largest: clipGroup,
      leftovers: leftover,
    }),
  ),
  /** Moves what is left beside the clips and of no use to the system's trash. */
  'cleanup.clear': route(nothing, leftover),
  /** Ends an import early; what was taken until then stays. */
  'import.cancel': route(nothing, nothing),
} as const;

export type ImportView = z.output<typeof importView>;

export const folderRoutes = {
  /** Main's own folder dialog: the folder that new clips go to from now on. The others stay in the library. */
  'folder.choose': route(nothing, z.strictObject({ changed: z.boolean() })),
  /** The same dialog: one folder more. `videos`: how many in it are no clips yet. */
  'folder.add': route(nothing, z.strictObject({ added: z.nullable(folderId), videos: count })),
  /** Takes a folder out of the library; nothing in it is touched. */
  'folder.remove': route(z.strictObject({ id: folderId }), nothing),
  /** Undoes `folder.remove`. */
  'folder.restore': route(z.strictObject({ id: folderId }), nothing),
  /** New clips go here from now on. */
  'folder.primary': route(z.strictObject({ id: folderId }), nothing),
  /**
   * Main's own dialog: everything in a folder is copied there and checked, then the library uses the copy, then the old
   * folder goes to the system's trash. False: no place was chosen, or it was stopped, and the library is where it was.
   */
  'folder.move': route(z.strictObject({ id: folderId }), z.strictObject({ moved: z.boolean() })),
  /** Stops a move; what was copied is used when it is moved there again. */
  'folder.moveCancel': route(nothing, nothing),
  /** Shows a folder in the system's file manager; without an id the one that new clips go to. */
  'folder.reveal': route(z.strictObject({ id: z.optional(folderId) }), nothing),
  /** Compares the folders with what is known of them: what was moved, changed or deleted outside shows at once. */
  'folder.lookAgain': route(
    nothing,
    z.strictObject({
      added: count,
      gone: count,
      back: count,
      edited: count,
      skipped: count,
      unreadable: count,
    }),
  ),
} as const;

export type FolderView = z.output<typeof folderView>;
