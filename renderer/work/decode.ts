/** A decoded picture, upright; close `image` when it has been drawn. */
export interface Picture {
  readonly image: ImageBitmap | VideoFrame;
  readonly width: number;
  readonly height: number;
  readonly opaque: boolean;
}

interface StoredSize {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/**
 * Decodes a picture, the first one of an animation.
 * @param size in pixels as stored, where it is known.
 * @param long how long the longer side must at least be; a large JPEG is decoded no larger than it needs.
 * @returns null for what cannot be decoded.
 */
export async function decode(blob: Blob, size: StoredSize, long: number): Promise<Picture | null> {
  const isJpeg = await startsAsJpeg(blob);
  const reduced = isJpeg ? await decodeReduced(blob, size, long) : null;
  if (reduced) return reduced;
  try {
    const image = await createImageBitmap(blob, {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'default',
    });
    return { image, width: image.width, height: image.height, opaque: isJpeg };
  } catch {
    return null;
  }
}

async function startsAsJpeg(blob: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return first === 0xff && second === 0xd8;
}

/**
 * A JPEG is stored in blocks of 8 × 8 that can be decoded at any number of eighths of their size: for a large photo
 * that takes half the time and a seventh of the memory.
 * @returns null where it would not help, or where it does not come out as expected.
 */
async function decodeReduced(blob: Blob, size: StoredSize, long: number): Promise<Picture | null> {
  const { width = 0, height = 0 } = size;
  const eighths = Math.ceil((long * 8) / Math.max(width, height));
  if (!(eighths >= 1 && eighths < 8)) return null;
  const decoder = new ImageDecoder({
    data: blob.stream(),
    type: 'image/jpeg',
    desiredWidth: Math.ceil((width * eighths) / 8),
    desiredHeight: Math.ceil((height * eighths) / 8),
  });
  try {
    const { image, complete } = await decoder.decode();
    const picture = { image, width: image.displayWidth, height: image.displayHeight, opaque: true };
    if (complete && Math.max(picture.width, picture.height) >= long) return picture;
    image.close();
  } catch {
    // Whether it can be decoded at all is for the plain way to say.
  } finally {
    decoder.close();
  }
  return null;
}
