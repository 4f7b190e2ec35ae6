// Where things are: the checkout, its tools and the Node that runs them.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const cacheDir = path.join(root, 'node_modules/.cache/kinora');
export const binDir = path.join(root, 'node_modules/.bin');

/** The app's own entry, as `npm run build` leaves it. */
export const mainBundle = path.join(root, 'dist/main/index.js');

/** The stand-in for Electron: the same bundles in Node with Chromium windows. */
export const host = path.join(root, 'test/host/electron-host');

/**
 * The Node 24 that came with `npm ci`, or the one running this script. Tests and the host need 24; scripts
 * themselves also run on 20, which is what a plain `node scripts/…` may be.
 */
export function node24() {
  const windows = process.platform === 'win32';
  const local = path.join(binDir, windows ? 'node.exe' : 'node');
  return existsSync(local) ? local : process.execPath;
}

/** The environment for children: the checkout's own tools first, Node 24 among them. */
export function toolEnv() {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [key]: `${binDir}${path.delimiter}${process.env[key] ?? ''}` };
}
