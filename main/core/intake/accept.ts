import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { MAX_PICTURE_BYTES, MAX_PIXELS } from '../../../preload/contract/limits.ts';
import { type ImageFormat, type PixelSize, readHeader } from './header.ts';

/** A file as far as it has been looked at. */
export interface Candidate {
  /** Display name, for the wording. */
  readonly name: string;
  /** Length of the whole file in bytes. */
  readonly size: number;
  /** Its first bytes, 256 KiB where there are so many. */
  readonly head: Uint8Array;
}

export interface AcceptedImage extends PixelSize {
  readonly format: ImageFormat;
}

/**
 * Whether a file can become a clip, by its content; its name's ending is of no interest.
 * @returns `empty-file`, `not-an-image`, `heic`, `too-large`, `undecodable` (no size to be found) or
 * `too-many-pixels`, each with the file's `name` in its facts.
 */
export function acceptFile({ name, size, head }: Candidate): Outcome<AcceptedImage> {
  if (size === 0) return fail('empty-file', undefined, { name });
  const header = readHeader(head);
  if (header === null) return fail('not-an-image', undefined, { name });
  if (header.format === 'heic') return fail('heic', undefined, { name });
  if (size > MAX_PICTURE_BYTES) return fail('too-large', undefined, { name, limit: MAX_PICTURE_BYTES });
  const { format, width, height } = header;
  if (width === 0 || height === 0) return fail('undecodable', 'no size in its header', { name });
  if (width * height > MAX_PIXELS) return fail('too-many-pixels', undefined, { name, width, height });
  return ok({ format, width, height });
}
