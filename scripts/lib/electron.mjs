// Electron's binary: is it here, and if not, one bounded attempt to get it.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheDir, node24, root } from './paths.mjs';
import { run } from './run.mjs';

const folder = path.join(root, 'node_modules/electron');
const refusal = path.join(cacheDir, 'electron-refused.json');

/** A failed download is remembered this long, so that each start does not wait for the same answer. */
export const REFUSAL_MS = 6 * 60 * 60 * 1000;
const DOWNLOAD_MS = 60_000;

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** The executable, when the whole binary of the pinned version is there. */
export function electronBinary() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const executable = read(path.join(folder, 'path.txt'));
  const dist = override ?? path.join(folder, 'dist');
  const file = path.join(dist, executable ?? 'electron');
  if (override) return existsSync(file) ? file : undefined;
  const version = JSON.parse(read(path.join(folder, 'package.json')) ?? '{}').version;
  const installed = read(path.join(dist, 'version'))?.replace(/^v/, '');
  return executable && installed === version && existsSync(file) ? file : undefined;
}

/**
 * Whether a remembered refusal still holds: same version, not too old.
 * @param {string | undefined} text
 * @param {string} version
 * @param {number} now
 */
export function stillRefused(text, version, now) {
  if (text === undefined) return false;
  try {
    const { at, version: refused } = JSON.parse(text);
    return refused === version && now >= at && now - at < REFUSAL_MS;
  } catch {
    return false;
  }
}

function pinnedVersion() {
  return JSON.parse(read(path.join(folder, 'package.json')) ?? '{}').version ?? '';
}

export function electronState() {
  if (electronBinary()) return 'present';
  return stillRefused(read(refusal), pinnedVersion(), Date.now()) ? 'refused' : 'absent';
}

/**
 * Runs the electron package's own installer for at most a minute.
 * @returns {Promise<string | undefined>} the executable, or nothing when it cannot be had
 */
export async function downloadElectron() {
  console.log('Getting Electron (once, at most a minute)…');
  const result = await run(node24(), [path.join(folder, 'install.js')], {
    timeout: DOWNLOAD_MS,
    env: { ELECTRON_GET_NO_PROGRESS: '1' },
  });
  const binary = electronBinary();
  if (result.code === 0 && binary) {
    rmSync(refusal, { force: true });
    return binary;
  }
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(refusal, JSON.stringify({ at: Date.now(), version: pinnedVersion() }));
  return undefined;
}
