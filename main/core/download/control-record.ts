import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import type { Outcome } from '../../../preload/contract/errors.ts';
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

const MAX_RECORD_BYTES = 1024 * 1024;
const recordOf = (part: string) => `${part}.json`;

/**
 * Reads the record of a part file; null when there is none that makes sense, and then no byte is trusted.
 * @throws the disk's error: a record that cannot be read just now is no reason to begin again.
 */
export async function readControl(part: string): Promise<ControlRecord | null> {
  const text = await readFile(recordOf(part), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  if (text.length > MAX_RECORD_BYTES) return null;
  const parsed = controlRecord.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const record = parsed.data;
  const whole = Math.floor(record.bytes / PIECE_BYTES);
  const fits = record.pieces.length === whole && (record.length === null || record.bytes <= record.length);
  return fits ? record : null;
}

/** Replaces the record in one step. */
export function writeControl(part: string, record: ControlRecord): Promise<Outcome<void>> {
  return writeFileAtomic(recordOf(part), JSON.stringify(record));
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
