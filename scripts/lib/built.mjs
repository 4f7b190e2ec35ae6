// Builds only when something that goes into the bundles has changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDir, mainBundle, node24, root } from './paths.mjs';
import { run } from './run.mjs';

const SOURCES = [
  'main',
  'preload',
  'renderer',
  'assets',
  'scripts/build.mjs',
  'scripts/lib',
  'package-lock.json',
];
const stamp = path.join(root, 'dist/.built');
const lock = path.join(cacheDir, 'build.lock');

/**
 * Names, sizes and times of all sources: cheap, and notices a deleted file too.
 * @param {string} [base]
 */
export async function fingerprint(base = root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const place = path.join(base, source);
    const info = statSync(place, { throwIfNoEntry: false });
    if (!info) continue;
    const files = info.isDirectory() ? await readdir(place, { recursive: true }) : [''];
    for (const file of files.sort()) {
      const { size, mtimeMs } = statSync(path.join(place, file));
      hash.update(`${source}/${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

async function isFresh() {
  return existsSync(mainBundle) && existsSync(stamp) && readFileSync(stamp, 'utf8') === (await fingerprint());
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Two builds at once would empty each other's dist: the second waits, and then finds it fresh.
 * @template T
 * @param {() => Promise<T>} work
 */
async function alone(work) {
  mkdirSync(cacheDir, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : Number.NaN;
      if (owner > 0 && !alive(owner)) rmSync(lock, { force: true });
      else await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/**
 * @param {{ force?: boolean }} [options]
 * @returns {Promise<import('./run.mjs').RunResult>}
 */
export function ensureBuilt({ force = false } = {}) {
  return alone(async () => {
    if (!force && (await isFresh())) return { code: 0, text: '', ms: 0, timedOut: false };
    const before = await fingerprint();
    if (!force) console.log('Building…');
    const result = await run(node24(), [path.join(root, 'scripts/build.mjs')], { timeout: 120_000 });
    if (result.code === 0) writeFileSync(stamp, before);
    return result;
  });
}
