/** The library folders' part of the contract. Where they are never reaches the page: folders are named by id. */
import * as z from 'zod/mini';
import { FOLDER_STATES } from '../vocabulary.ts';
import { count, text } from './parts.ts';

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

export const folderRoutes = {
  /** Main's own folder dialog: the folder that new clips go to from now on. The others stay in the library. */
  'folder.choose': route(nothing, z.strictObject({ changed: z.boolean() })),
  /** The same dialog: one folder more. */
  'folder.add': route(nothing, z.strictObject({ added: z.nullable(folderId) })),
  /** Takes a folder out of the library; nothing in it is touched. */
  'folder.remove': route(z.strictObject({ id: folderId }), nothing),
  /** Undoes `folder.remove`. */
  'folder.restore': route(z.strictObject({ id: folderId }), nothing),
  /** New clips go here from now on. */
  'folder.primary': route(z.strictObject({ id: folderId }), nothing),
  /** Shows a folder in the system's file manager; without an id the one that new clips go to. */
  'folder.reveal': route(z.strictObject({ id: z.optional(folderId) }), nothing),
  /** Compares the folders with what is known of them: what was moved, changed or deleted outside shows at once. */
  'folder.lookAgain': route(
    nothing,
    z.strictObject({ added: count, gone: count, back: count, edited: count, skipped: count }),
  ),
} as const;

export type FolderView = z.output<typeof folderView>;
