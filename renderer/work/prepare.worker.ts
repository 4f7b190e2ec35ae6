/**
 * Makes a picture ready to send: upright, at most 2,000 px long, no transparency, no metadata (drawing it anew
 * leaves EXIF and GPS behind), JPEG. Runs beside the page, so that a drop of hundreds never blocks it.
 */
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { MAX_LONG_SIDE, MAX_PIXELS, MAX_PREPARED_BYTES } from '../../preload/contract/limits.ts';
import type { PrepareReply, PrepareRequest } from './prepare-messages.ts';

class Refused extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

async function decode(file: File): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image', colorSpaceConversion: 'default' });
  } catch {
    throw new Refused('undecodable');
  }
}

function hasTransparency(context: OffscreenCanvasRenderingContext2D, width: number, height: number): boolean {
  const { data } = context.getImageData(0, 0, width, height);
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 255) < 255) return true;
  return false;
}

/** Draws the picture at its final size; what was transparent becomes white. */
function draw(bitmap: ImageBitmap, opaque: boolean): { canvas: OffscreenCanvas; flattened: boolean } {
  const scale = Math.min(1, MAX_LONG_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: !opaque, colorSpace: 'srgb', willReadFrequently: true });
  if (!context) throw new Refused('undecodable');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  if (opaque || !hasTransparency(context, width, height)) return { canvas, flattened: false };
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  return { canvas, flattened: true };
}

async function encode(canvas: OffscreenCanvas): Promise<Blob> {
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  if (blob.size <= MAX_PREPARED_BYTES) return blob;
  const smaller = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
  if (smaller.size > MAX_PREPARED_BYTES) throw new Refused('too-large');
  return smaller;
}

async function prepare({ id, file }: PrepareRequest): Promise<PrepareReply> {
  const bitmap = await decode(file);
  try {
    if (bitmap.width * bitmap.height > MAX_PIXELS) throw new Refused('too-many-pixels');
    const { canvas, flattened } = draw(bitmap, file.type === 'image/jpeg');
    const blob = await encode(canvas);
    return { id, ok: true, bytes: new Uint8Array(await blob.arrayBuffer()), flattened };
  } finally {
    bitmap.close();
  }
}

self.addEventListener('message', async (event: MessageEvent<PrepareRequest>) => {
  try {
    const reply = await prepare(event.data);
    self.postMessage(reply, { transfer: reply.ok ? [reply.bytes.buffer] : [] });
  } catch (error) {
    const code = error instanceof Refused ? error.code : 'undecodable';
    self.postMessage({ id: event.data.id, ok: false, code } satisfies PrepareReply);
  }
});
