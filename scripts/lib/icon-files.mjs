// The two containers that Windows and macOS want their icons in, around ordinary PNGs.

const ICO_HEADER = 6;
const ICO_ENTRY = 16;

/**
 * @param {ReadonlyMap<number, Buffer>} pngs by side in pixels
 * @param {number} size
 */
function pngOf(pngs, size) {
  const png = pngs.get(size);
  if (!png) throw new Error(`No drawing of ${size} pixels.`);
  return png;
}

/**
 * An .ico of PNGs, as Windows reads them since Vista.
 * @param {ReadonlyMap<number, Buffer>} pngs by side in pixels, 256 at most
 * @param {readonly number[]} sizes which of them
 */
export function icoFile(pngs, sizes) {
  const head = Buffer.alloc(ICO_HEADER + sizes.length * ICO_ENTRY);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, size] of sizes.entries()) {
    const png = pngOf(pngs, size);
    const at = ICO_HEADER + index * ICO_ENTRY;
    // One byte each for width and height, where 0 stands for 256.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...sizes.map((size) => pngOf(pngs, size))]);
}

/** Apple's names for PNGs by their side in pixels; `@2x` ones have names of their own. */
const ICNS = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

/** @param {string} name @param {Buffer} content */
function chunk(name, content) {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32BE(content.length + head.length, 4);
  return Buffer.concat([head, content]);
}

/** @param {ReadonlyMap<number, Buffer>} pngs by side in pixels */
export function icnsFile(pngs) {
  return chunk(
    'icns',
    Buffer.concat(ICNS.map(([name, size]) => chunk(String(name), pngOf(pngs, Number(size))))),
  );
}
