import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { EOI, isBare, isFrame, SOI, SOS } from './header-jpeg.ts';

const APP0 = 0xe0;
const APP14 = 0xee;
/** Tables that decoding needs: Huffman, arithmetic, quantisation, line count, restart interval. */
const TABLES = new Set([0xc4, 0xcc, 0xdb, 0xdc, 0xdd]);
const HIERARCHICAL = new Set([0xde, 0xdf]);

/**
 * A JPEG with nothing in it but what decoding needs: JFIF and Adobe marks in their plain form, tables, frames
 * and scans. EXIF, GPS, XMP, IPTC, colour profiles, comments, previews and anything after its end are left out.
 * @returns the very same bytes where there was nothing to leave out; `undecodable` when it is not a whole JPEG.
 */
export function stripJpegMetadata(input: Uint8Array): Outcome<Uint8Array> {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== SOI) return fail('undecodable', 'not a JPEG');
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let frames = 0;
  let scans = 0;
  let at = 2;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return fail('undecodable', 'no marker where one must be');
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) {
      if (frames === 0 || scans === 0) return fail('undecodable', 'a JPEG without a picture');
      kept.push(bytes.subarray(at, at + 2));
      return ok(result(bytes, kept));
    }
    if (isBare(marker)) {
      at += 2;
      continue;
    }
    if (marker === SOI || marker === 0 || HIERARCHICAL.has(marker) || at + 4 > bytes.length)
      return fail('undecodable', 'a marker that must not be here');
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end < at + 4 || end > bytes.length) return fail('undecodable', 'a segment beyond the end');
    const segment = bytes.subarray(at, end);
    at = end;
    if (marker === SOS) {
      scans += 1;
      at = endOfScan(bytes, end);
      kept.push(segment, bytes.subarray(end, at));
    } else if (isFrame(marker)) {
      frames += 1;
      kept.push(segment);
    } else if (TABLES.has(marker)) kept.push(segment);
    else if (marker === APP0) kept.push(...plainJfif(segment));
    else if (marker === APP14 && isAdobe(segment)) kept.push(segment);
  }
  return fail('undecodable', 'the JPEG has no end');
}

/** A scan's data ends at the first marker that is neither an escaped FF nor a restart mark. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && at + 1 < bytes.length) {
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && !isBare(next)) return at;
    at = bytes.indexOf(0xff, next === 0xff ? at + 1 : at + 2);
  }
  return bytes.length;
}

/** JFIF's own 16 bytes, its preview picture cut off; nothing of other APP0 segments. */
function plainJfif(segment: Buffer): Buffer[] {
  if (segment.length < 18 || segment.toString('latin1', 4, 9) !== 'JFIF\0') return [];
  if (segment.length === 18) return [segment];
  const plain = Buffer.from(segment.subarray(0, 18));
  plain.writeUInt16BE(16, 2);
  plain.writeUInt16BE(0, 16);
  return [plain];
}

/** Adobe's mark says how colours are coded, in exactly 12 bytes. */
function isAdobe(segment: Buffer): boolean {
  return segment.length === 16 && segment.toString('latin1', 4, 9) === 'Adobe';
}

function result(bytes: Buffer, kept: readonly Buffer[]): Uint8Array {
  const length = kept.reduce((sum, piece) => sum + piece.length, 0);
  return length === bytes.length ? bytes : Buffer.concat(kept, length);
}
