import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { removeFile, writeFileAtomic } from '../store/atomic-file.ts';
import type { NewClip } from './clip-record.ts';

const ENDING = '.publish.json';

/** What was decided about a clip before its file was named: enough to finish after a crash. */
const publishNote = z.object({
  clipId: z.string(),
  name: z.string().check(z.regex(/^[^/\\\0]{1,255}\.mp4$/i)),
  /** File name of the part it came from, in the same folder as this note; null when it lay elsewhere. */
  part: z.nullable(z.string().check(z.regex(/^[\w.-]{1,200}$/))),
});
export type PublishNote = z.output<typeof publishNote>;

/** The note's name: the job's id, because a job has one clip whatever id a second attempt would give it. */
export function noteKey(clip: Pick<NewClip, 'jobId' | 'clipId'>): string {
  return clip.jobId ?? clip.clipId;
}

const noteFile = (incoming: string, key: string) => path.join(incoming, `${key}${ENDING}`);

/** The part's name for a note: only what lies in `incoming` is cleared away with it. */
export function partOf(incoming: string, partPath: string): string | null {
  return path.dirname(partPath) === incoming ? path.basename(partPath) : null;
}

/** @returns null when there is no note that makes sense. */
export async function readNote(incoming: string, key: string): Promise<PublishNote | null> {
  try {
    const parsed = publishNote.safeParse(JSON.parse(await readFile(noteFile(incoming, key), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function writeNote(incoming: string, key: string, note: PublishNote): Promise<Outcome<void>> {
  return writeFileAtomic(noteFile(incoming, key), JSON.stringify(note));
}

/** Removes a note with the part that it was about, whose bytes have their real name by now. */
export async function removeNote(incoming: string, key: string): Promise<void> {
  const note = await readNote(incoming, key);
  if (note?.part) {
    await removeFile(path.join(incoming, `${note.part}.json`));
    await removeFile(path.join(incoming, note.part));
  }
  await removeFile(noteFile(incoming, key));
}

/**
 * Removes what else a job that has its clip has left: parts of what it was first taken for, or of what turned out to
 * be no clip.
 */
export async function removeLeft(incoming: string, jobId: string): Promise<void> {
  const names = await readdir(incoming);
  for (const name of names.filter((each) => each.startsWith(`${jobId}-`)))
    await removeFile(path.join(incoming, name));
}

/** Keys of all notes. */
export async function noteKeys(incoming: string): Promise<string[]> {
  const names = await readdir(incoming);
  return names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length));
}
