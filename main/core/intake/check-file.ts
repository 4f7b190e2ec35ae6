import { type Outcome, ok } from '../../../preload/contract/errors.ts';
import { mediaFormat } from '../media/read-media.ts';
import { type AcceptedImage, acceptFile } from './accept.ts';
import { type AcceptedMedia, acceptMedia } from './accept-media.ts';
import { type RegularFile, readHead, withRegularFile } from './regular-file.ts';

const HEAD_BYTES = 256 * 1024;
/** Cameras may put previews and maps before a JPEG's frame header; beyond this it is not worth looking. */
const LONG_HEAD_BYTES = 4 * 1024 * 1024;

export type AcceptedFile = ({ readonly kind: 'image' } & AcceptedImage) | AcceptedMedia;

/**
 * Opens a file that a person dropped or picked and says whether it can become a clip or be a reference.
 * @param name display name; the path stays out of every answer.
 * @returns what `acceptFile` and `acceptMedia` answer, or `folder`, `not-an-image` for devices and pipes, or the
 * disk's failure as `undecodable`.
 */
export function checkFile(path: string, name: string): Promise<Outcome<AcceptedFile>> {
  return withRegularFile<AcceptedFile>(path, name, async (file) => {
    const format = mediaFormat(await readHead(file, 16));
    if (format !== null) return acceptMedia(file, name, format);
    const image = await checkImage(file, name);
    return image.ok ? ok({ kind: 'image', ...image.value }) : image;
  });
}

async function checkImage(file: RegularFile, name: string): Promise<Outcome<AcceptedImage>> {
  const { size } = file;
  const first = acceptFile({ name, size, head: await readHead(file, HEAD_BYTES) });
  if (first.ok || first.error.code !== 'undecodable' || size <= HEAD_BYTES) return first;
  return acceptFile({ name, size, head: await readHead(file, LONG_HEAD_BYTES) });
}
