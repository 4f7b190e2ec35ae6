import type { Header } from './header.ts';

const AVIF_BRANDS = new Set(['avif', 'avis']);
const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs', 'mif1', 'msf1']);
/** Boxes looked at in all; a picture has a few dozen. */
const MAX_BOXES = 2000;

/**
 * A picture in ISO boxes: AVIF with its size, or HEIC.
 * @returns null for other such files, like videos.
 */
export function readBoxImage(bytes: Buffer): Header | null {
  const brands = readBrands(bytes);
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return { format: 'avif', ...avifSize(bytes) };
  return brands.some((brand) => HEIC_BRANDS.has(brand)) ? { format: 'heic' } : null;
}

function readBrands(bytes: Buffer): string[] {
  if (bytes.length < 16) return [];
  const end = Math.min(bytes.length, bytes.readUInt32BE(0), 256);
  const brands = [bytes.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(bytes.toString('latin1', at, at + 4));
  return brands;
}

/** The largest size among the item properties: the picture itself rather than a tile or a thumbnail of it. */
function avifSize(bytes: Buffer): { width: number; height: number } {
  const budget = { boxes: MAX_BOXES };
  let largest = { width: 0, height: 0 };
  // `meta` has a version before its boxes.
  for (const meta of boxes(bytes, 'meta', 0, bytes.length, budget))
    for (const iprp of boxes(bytes, 'iprp', meta.start + 4, meta.end, budget))
      for (const ipco of boxes(bytes, 'ipco', iprp.start, iprp.end, budget))
        for (const ispe of boxes(bytes, 'ispe', ipco.start, ipco.end, budget)) {
          if (ispe.end - ispe.start < 12) continue;
          const size = {
            width: bytes.readUInt32BE(ispe.start + 4),
            height: bytes.readUInt32BE(ispe.start + 8),
          };
          if (size.width * size.height > largest.width * largest.height) largest = size;
        }
  return largest;
}

/** The content of each box of one type in [from, to), cut to the bytes that are here. */
function* boxes(
  bytes: Buffer,
  type: string,
  from: number,
  to: number,
  budget: { boxes: number },
): Generator<{ start: number; end: number }> {
  let at = from;
  while (at + 8 <= to && budget.boxes > 0) {
    budget.boxes -= 1;
    let length = bytes.readUInt32BE(at);
    let header = 8;
    if (length === 1 && at + 16 <= to) {
      length = Number(bytes.readBigUInt64BE(at + 8));
      header = 16;
    } else if (length === 0) length = to - at;
    if (length < header) return;
    const end = Math.min(to, at + length);
    if (bytes.toString('latin1', at + 4, at + 8) === type) yield { start: at + header, end };
    at += length;
  }
}
