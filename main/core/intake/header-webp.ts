/**
 * Size in pixels of a WebP: lossy, lossless or extended (RFC 9649).
 * @returns null when the first chunk is none of them or ends too early.
 */
export function readWebpSize(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.length < 30) return bytes.length < 25 ? null : lossless(bytes);
  const kind = bytes.toString('latin1', 12, 16);
  if (kind === 'VP8 ') {
    if (bytes.readUIntBE(23, 3) !== 0x9d012a) return null;
    // The two high bits are a scaling hint.
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  }
  if (kind === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  return lossless(bytes);
}

function lossless(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.toString('latin1', 12, 16) !== 'VP8L' || bytes.readUInt8(20) !== 0x2f) return null;
  const bits = bytes.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
