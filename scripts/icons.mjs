// Draws the app's icons from assets/icon.svg with the installed Chromium: PNGs for Linux, an .ico and an .icns, whose
// containers are written here, so that packaging needs no tool for pictures. Run it after a change of the drawing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { ensureChromium } from './lib/chromium.mjs';
import { icnsFile, icoFile } from './lib/icon-files.mjs';
import { root } from './lib/paths.mjs';

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** What Linux desktops ask for. */
const LINUX = [16, 24, 32, 48, 64, 128, 256, 512];
const ICO = [16, 24, 32, 48, 64, 128, 256];
/** The drawing's own margin is that of Windows and Linux; macOS wants 824 of 1024 pixels filled (464 of 512 here). */
const MAC_SCALE = (824 / 1024) * (512 / 464);
/** Below this size only what can still be told apart is drawn. */
const SMALL = 32;

const folder = path.join(root, 'assets/icons');
const drawing = readFileSync(path.join(root, 'assets/icon.svg'), 'utf8');
const smallDrawing = readFileSync(path.join(root, 'assets/icon-small.svg'), 'utf8');

const executablePath = await ensureChromium();
if (!executablePath) throw new Error('No Chromium to draw with.');
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();

/**
 * @param {number} size in pixels
 * @param {number} [scale] how much of it the drawing takes
 */
async function draw(size, scale = 1) {
  const svg = size <= SMALL ? smallDrawing : drawing;
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  const side = size * scale;
  const at = (size - side) / 2;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0"><img src="${source}" style="position:absolute;left:${at}px;top:${at}px;width:${side}px;height:${side}px">`,
  );
  await page.evaluate('document.images[0].decode()');
  return page.screenshot({ omitBackground: true });
}

/** @param {readonly number[]} sizes @param {number} [scale] */
async function drawAll(sizes, scale) {
  /** @type {Map<number, Buffer>} */
  const drawn = new Map();
  for (const size of sizes) drawn.set(size, await draw(size, scale));
  return drawn;
}

try {
  mkdirSync(folder, { recursive: true });
  const plain = await drawAll(SIZES);
  const mac = await drawAll(SIZES, MAC_SCALE);
  for (const size of LINUX)
    writeFileSync(path.join(folder, `${size}x${size}.png`), plain.get(size) ?? Buffer.alloc(0));
  writeFileSync(path.join(folder, 'icon.ico'), icoFile(plain, ICO));
  writeFileSync(path.join(folder, 'icon.icns'), icnsFile(mac));
} finally {
  await browser.close();
}
