import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { access, constants, mkdir } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { fail, type Outcome } from '../../../preload/contract/errors.ts';
import { MAX_TAG_CHARS, MAX_TAGS } from '../../../preload/contract/limits.ts';
import { FLAGS } from '../../../preload/contract/vocabulary.ts';
import { errorCode } from '../disk-failure.ts';
import { removeFile, syncFolder, writeFileAtomic } from '../store/atomic-file.ts';
import type { KeptEdit } from './edit.ts';
import { placeFailure } from './folders.ts';

const ENDING = '.json';
const NAME = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.json$/;

const tags = z.array(z.string().check(z.maxLength(MAX_TAG_CHARS))).check(z.maxLength(MAX_TAGS));
const keptEdit = z.object({
  favourite: z.optional(z.boolean()),
  rating: z.optional(z.int().check(z.gte(0), z.lte(5))),
  flag: z.optional(z.nullable(z.enum(FLAGS))),
  addTags: z.optional(tags),
  removeTags: z.optional(tags),
  played: z.optional(z.boolean()),
  tags: z.optional(tags),
});
const recordSchema = z.object({
  schema: z.literal(1),
  parts: z.array(z.object({ edit: keptEdit, clips: z.array(z.string()) })),
});

/** The same said of some clips, by id. */
export interface EditPart {
  readonly edit: KeptEdit;
  readonly clips: readonly string[];
}

/** An edit that is decided: durable from here on, whatever of the sidecars is written yet. */
export interface EditRecord {
  /** UUIDv7; records count in the order of their ids. */
  readonly id: string;
  readonly parts: readonly EditPart[];
}

/** When an edit with this id was made, in milliseconds since 1970. */
export const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

const folderOf = (root: string): string => path.join(root, '.kinora', 'edits');
const fileOf = (root: string, id: string): string => path.join(folderOf(root), id + ENDING);

/**
 * Writes a record, durable when this answers.
 * @returns `folder-away`, `folder-read-only`, `disk-full` or `disk-error`; then there is none.
 */
export async function writeRecord(root: string, { id, parts }: EditRecord): Promise<Outcome<void>> {
  try {
    // The records' own folder may still take files where the clips' folder does not.
    await access(root, constants.W_OK);
    // Not its parents too: a library whose disk is away must not begin anew in its place.
    await mkdir(folderOf(root));
    await syncFolder(path.dirname(folderOf(root)));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') return { ok: false, error: placeFailure(error) };
  }
  const written = await writeFileAtomic(fileOf(root, id), JSON.stringify({ schema: 1, parts }));
  if (written.ok || written.error.code !== 'folder-unusable') return written;
  return fail('folder-read-only', written.error.detail);
}

/** Removes a record, durably, so that an earlier one can never come back after it. */
export async function removeRecord(root: string, id: string): Promise<void> {
  await removeFile(fileOf(root, id));
  // The folder itself may have another place by now.
  await syncFolder(folderOf(root)).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
}

/** The records that are left in a library folder, in order. One that cannot be read is put beside them. */
export function readRecords(root: string): { readonly records: EditRecord[]; readonly unreadable: number } {
  const folder = folderOf(root);
  const names = namesIn(folder).filter((name) => NAME.test(name));
  let unreadable = 0;
  const records = names.sort().flatMap((name) => {
    try {
      const { parts } = z.parse(recordSchema, JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
      return [{ id: name.slice(0, -ENDING.length), parts }];
    } catch {
      unreadable += 1;
      try {
        renameSync(path.join(folder, name), path.join(folder, `${name}.corrupt`));
      } catch {
        // Then it is met again at the next start.
      }
      return [];
    }
  });
  return { records, unreadable };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
