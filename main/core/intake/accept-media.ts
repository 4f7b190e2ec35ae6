import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { REFERENCE_LIMITS } from '../../../preload/contract/limits.ts';
import { BadFile } from '../media/file-window.ts';
import { type MediaFacts, type MediaFormat, readMedia } from '../media/read-media.ts';
import type { RegularFile } from './regular-file.ts';

export interface AcceptedMedia extends MediaFacts {
  readonly format: MediaFormat;
}

const isVideo = (format: MediaFormat): boolean => format === 'mp4' || format === 'webm';

/**
 * Whether an open file can be a reference video or voice.
 * @param name display name.
 * @returns `too-large`, `wrong-length` or `media-unreadable`, each with the file's `name` and `kind` in its facts.
 */
export async function acceptMedia(
  { handle, size }: RegularFile,
  name: string,
  format: MediaFormat,
): Promise<Outcome<AcceptedMedia>> {
  const kind = isVideo(format) ? 'video' : 'audio';
  const { bytes, seconds } = REFERENCE_LIMITS[kind];
  if (size > bytes) return fail('too-large', undefined, { name, kind, limit: bytes });
  try {
    const media = await readMedia(handle, size, format);
    if (media.width > MAX_SIDE || media.height > MAX_SIDE)
      return fail('media-unreadable', 'its size cannot be true', { name, kind });
    if (!Number.isFinite(media.seconds) || media.seconds <= 0)
      return fail('media-unreadable', 'it does not say how long it is', { name, kind });
    const [min, max] = seconds;
    if (media.seconds < min - SLACK || media.seconds > max + SLACK)
      return fail('wrong-length', undefined, { name, kind, seconds: media.seconds });
    return ok({ ...media, format });
  } catch (error) {
    if (error instanceof BadFile) return fail('media-unreadable', error.message, { name, kind });
    throw error;
  }
}

/** Pixels; more than this cannot be said in an MP4, and no video has it. */
const MAX_SIDE = 65_535;
/** Encoders fill up the last frame: a voice of ten seconds is a little longer as a file. In seconds. */
const SLACK = 0.1;
