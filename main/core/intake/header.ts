import { readBoxImage } from './header-boxes.ts';
import { readJpegSize } from './header-jpeg.ts';
import { readWebpSize } from './header-webp.ts';

/** Pixels; both 0 when the format is clear but the size lies beyond the bytes that were given. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'avif' | 'gif' | 'bmp';

/** What a file's first bytes say. A HEIC is only recognised, to be refused by name. */
export type Header = ({ readonly format: ImageFormat } & PixelSize) | { readonly format: 'heic' };

const NO_SIZE: PixelSize = { width: 0, height: 0 };

/**
 * Format and size in pixels of a picture, as stored (before any orientation mark), from its first bytes,
 * without decoding any. Never throws, whatever the bytes.
 * @returns null when it is none of the pictures that Kinora knows.
 */
export function readHeader(head: Uint8Array): Header | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const starts = (text: string, at = 0): boolean => bytes.toString('latin1', at, at + text.length) === text;
  if (starts('\x89PNG\r\n\x1a\n')) return { format: 'png', ...pngSize(bytes) };
  if (starts('\xff\xd8\xff')) return { format: 'jpeg', ...(readJpegSize(bytes) ?? NO_SIZE) };
  if (starts('GIF87a') || starts('GIF89a')) return { format: 'gif', ...gifSize(bytes) };
  if (starts('RIFF') && starts('WEBP', 8)) return { format: 'webp', ...(readWebpSize(bytes) ?? NO_SIZE) };
  if (starts('ftyp', 4)) return readBoxImage(bytes);
  if (starts('BM')) return bmp(bytes);
  return null;
}

function pngSize(bytes: Buffer): PixelSize {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return NO_SIZE;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function gifSize(bytes: Buffer): PixelSize {
  return bytes.length < 10 ? NO_SIZE : { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** "BM" alone begins many a text; a known header length must follow. */
function bmp(bytes: Buffer): Header | null {
  if (bytes.length < 26) return null;
  const headerLength = bytes.readUInt32LE(14);
  if (headerLength === 12)
    return { format: 'bmp', width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20) };
  if (![40, 52, 56, 64, 108, 124].includes(headerLength)) return null;
  // Rows from top to bottom are marked by a negative height.
  return { format: 'bmp', width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) };
}
