/**
 * Makes a picture ready to send: upright, at most 2,000 px long, no transparency, no metadata (drawing it anew
 * leaves EXIF and GPS behind), JPEG. Runs beside the page, so that a drop of hundreds never blocks it.
 */
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { MAX_LONG_SIDE, MAX_PIXELS, MAX_PREPARED_BYTES } from '../../preload/contract/limits.ts';
import { decode, type Picture } from './decode.ts';
import type { Area, PrepareReply, PrepareRequest } from './prepare-messages.ts';

class Refused extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

const WHOLE: Area = { x: 0, y: 0, width: 1, height: 1 };

async function read(from: File | string): Promise<Blob> {
  if (typeof from !== 'string') return from;
  const response = await fetch(from);
  if (!response.ok) throw new Refused('undecodable');
  return response.blob();
}

function hasTransparency(context: OffscreenCanvasRenderingContext2D, width: number, height: number): boolean {
  const { data } = context.getImageData(0, 0, width, height);
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 255) < 255) return true;
  return false;
}

/** Draws the picture at its final size; what was transparent becomes white. */
function draw(
  { image, width, height, opaque }: Picture,
  area: Area,
): { canvas: OffscreenCanvas; flattened: boolean } {
  const cut = { width: area.width * width, height: area.height * height };
  const scale = Math.min(1, MAX_LONG_SIDE / Math.max(cut.width, cut.height));
  const [w, h] = [Math.max(1, Math.round(cut.width * scale)), Math.max(1, Math.round(cut.height * scale))];
  const canvas = new OffscreenCanvas(w, h);
  const context = canvas.getContext('2d', { alpha: !opaque, colorSpace: 'srgb', willReadFrequently: true });
  if (!context) throw new Refused('undecodable');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, area.x * width, area.y * height, cut.width, cut.height, 0, 0, w, h);
  if (opaque || !hasTransparency(context, w, h)) return { canvas, flattened: false };
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, w, h);
  return { canvas, flattened: true };
}

async function encode(canvas: OffscreenCanvas): Promise<Blob> {
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  if (blob.size <= MAX_PREPARED_BYTES) return blob;
  const smaller = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
  if (smaller.size > MAX_PREPARED_BYTES) throw new Refused('too-large');
  return smaller;
}

async function prepare({ id, from, area = WHOLE, ...size }: PrepareRequest): Promise<PrepareReply> {
  const blob = await read(from);
  // What stays of it must have its 2,000 px, so a part needs a larger whole.
  const share = Math.max(area.width, area.height);
  const picture = await decode(blob, size, MAX_LONG_SIDE / share);
  if (picture === null) throw new Refused('undecodable');
  try {
    if (picture.width * picture.height > MAX_PIXELS) throw new Refused('too-many-pixels');
    const { canvas, flattened } = draw(picture, area);
    const jpeg = await encode(canvas);
    return { id, ok: true, bytes: new Uint8Array(await jpeg.arrayBuffer()), flattened };
  } finally {
    picture.image.close();
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
