import { open, readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { type Outcome, ok } from '../../../preload/contract/errors.ts';
import { errorCode } from '../disk-failure.ts';
import { removeFile, writeFileAtomic } from '../store/atomic-file.ts';

/** Every so many bytes the running hash is noted: the most that damage to the tail can cost. */
export const PIECE_BYTES = 4 * 1024 * 1024;

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const length = z.int().check(z.gte(0));

/** What is known of a part file, in `<part>.json` beside it. It holds no address: those are signed and expire. */
const controlRecord = z.object({
  schema: z.literal(1),
  /** Length of the whole file, or null while unknown: then nothing can be resumed. */
  length: z.nullable(length),
  /** A strong ETag with its quotes, or null. */
  etag: z.nullable(z.string().check(z.regex(/^"[\x21\x23-\x7e]{0,512}"$/))),
  /** The Last-Modified date where it can stand in for an ETag, or null. */
  lastModified: z.nullable(z.string().check(z.maxLength(64))),
  /** Bytes that are on the disk for certain. */
  bytes: length,
  /** SHA-256 of the file's beginning up to the end of each whole piece. */
  pieces: z.array(sha256).check(z.maxLength(4096)),
  /** SHA-256 of all `bytes`. */
  digest: sha256,
});
export type ControlRecord = z.output<typeof controlRecord>;

/** A length that the file had, and the SHA-256 of that beginning. */
export interface Mark {
  readonly bytes: number;
  readonly digest: string;
}

/** A record with the notes below it: `marks` are all beginnings that it can prove, the shortest first. */
export interface KnownPart extends ControlRecord {
  readonly marks: readonly Mark[];
}

/** What has come since, in a line of its own below the record. */
const note = z.pick(controlRecord, { bytes: true, pieces: true, digest: true });
/** `pieces` are those that the record and the notes before do not have. */
export type ControlNote = z.output<typeof note>;

const MAX_RECORD_BYTES = 1024 * 1024;
const recordOf = (part: string) => `${part}.json`;

/**
 * Reads the record of a part file; null when there is none that makes sense, and then no byte is trusted.
 * @throws the disk's error: a record that cannot be read just now is no reason to begin again.
 */
export async function readControl(part: string): Promise<KnownPart | null> {
  const text = await readFile(recordOf(part), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  if (text.length > MAX_RECORD_BYTES) return null;
  const [first = '', ...lines] = text.split('\n');
  const parsed = controlRecord.safeParse(parseJson(first));
  if (!parsed.success || !fits(parsed.data)) return null;
  let record = parsed.data;
  const ends: Mark[] = [record];
  for (const line of lines) {
    // Notes are not synced: after a power cut they may end anywhere, and in anything.
    const more = note.safeParse(parseJson(line));
    if (!more.success || more.data.bytes <= record.bytes) break;
    const longer = { ...record, ...more.data, pieces: [...record.pieces, ...more.data.pieces] };
    if (!fits(longer)) break;
    record = longer;
    ends.push(more.data);
  }
  const whole = record.pieces.map((digest, index) => ({ bytes: (index + 1) * PIECE_BYTES, digest }));
  return { ...record, marks: [...whole, ...ends].sort((a, b) => a.bytes - b.bytes) };
}

const fits = ({ bytes, pieces, length }: ControlRecord): boolean =>
  pieces.length === Math.floor(bytes / PIECE_BYTES) && (length === null || bytes <= length);

/**
 * Replaces the record in one step, durably.
 * @returns where the next note belongs.
 */
export async function writeControl(part: string, record: ControlRecord): Promise<Outcome<number>> {
  const line = `${JSON.stringify(record)}\n`;
  const written = await writeFileAtomic(recordOf(part), line);
  return written.ok ? ok(line.length) : written;
}

/**
 * Writes the first record of a part without waiting for the disk. Like a note it outlives this process, not a power
 * cut; there must be none yet that could be lost by it.
 * @returns where the next note belongs. @throws the disk's error.
 */
export function beginControl(part: string, record: ControlRecord): Promise<number> {
  return writeLine(part, 'w', record, 0);
}

/**
 * Adds a note at the end of the record: what it tells of outlives this process, not a power cut.
 * @returns where the next one belongs. @throws the disk's error; the record then stands as it was.
 */
export function noteControl(part: string, end: number, more: ControlNote): Promise<number> {
  return writeLine(part, 'r+', more, end);
}

async function writeLine(
  part: string,
  flags: 'w' | 'r+',
  said: ControlRecord | ControlNote,
  at: number,
): Promise<number> {
  const line = Buffer.from(`${JSON.stringify(said)}\n`);
  const handle = await open(recordOf(part), flags);
  try {
    let done = 0;
    while (done < line.length)
      done += (await handle.write(line, done, line.length - done, at + done)).bytesWritten;
  } finally {
    await handle.close();
  }
  return at + line.length;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Removes the record. */
export function removeControl(part: string): Promise<void> {
  return removeFile(recordOf(part));
}
