// Bundle sizes against their limits: a dependency that grows the app is noticed the day it arrives.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { OTHER_LANGUAGES } from './lib/languages.mjs';
import { root } from './lib/paths.mjs';

const KB = 1024;

/** What main loads before it can start: its entry and what that imports. */
const MAIN = 420 * KB;
const LIMITS = [
  // Practice mode's service, loaded when it is wanted.
  { file: 'main/lazy-service.js', max: 80 * KB },
  // The updater, loaded where there is a place to look for updates.
  { file: 'main/lazy-updates-electron.js', max: 280 * KB },
  // The threads that make the library's index.
  { file: 'main/fill-worker.js', max: 70 * KB },
  // Commands: handing over, and answering.
  { file: 'main/command.js', max: 64 * KB },
  { file: 'main/lazy-serve.js', max: 20 * KB },
  { file: 'preload/index.cjs', max: 6 * KB },
  { file: 'preload/key.cjs', max: 6 * KB },
  { file: 'preload/studio.cjs', max: 6 * KB },
];
const ENTRY = { max: 560 * KB, gzip: 175 * KB };

/**
 * The scripts that the page loads before it can start, as its HTML names them: the entry and what it imports.
 * @param {string} html
 */
export function entryScripts(html) {
  const tags = html.match(/<(script\b[^>]*\btype="module"|link\b[^>]*\brel="modulepreload")[^>]*>/g) ?? [];
  return tags.flatMap((tag) => tag.match(/\b(?:src|href)="\.?\/?([^"]+)"/)?.[1] ?? []);
}

/**
 * The scripts that a script of main loads with itself: its own name, and what it and they import.
 * @param {string} folder
 * @param {string} file
 * @param {Set<string>} [found]
 */
export function importedScripts(folder, file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const place = path.join(folder, file);
  const text = existsSync(place) ? readFileSync(place, 'utf8') : '';
  for (const [, name] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
    if (name !== undefined) importedScripts(folder, name, found);
  return found;
}

/**
 * A bundle with its limits, in bytes. `size` is null when a part of it is not there; only the page has a limit gzipped.
 * @typedef {{ name: string, size: number | null, max: number, packed: number, gzip: number | null }} Bundle
 */

/**
 * What every bundle of the build weighs.
 * @param {string} dist
 * @returns {Bundle[]}
 */
export function weighBundles(dist) {
  /** @type {{ name: string, files: string[], max: number, gzip?: number }[]} */
  const bundles = LIMITS.map(({ file, max }) => ({ name: file, files: [file], max }));
  const scripts = importedScripts(path.join(dist, 'main'), 'index.js');
  // Every start loads it, though not at once.
  importedScripts(path.join(dist, 'main'), 'lazy-start.js', scripts);
  const main = [...scripts].map((file) => `main/${file}`);
  bundles.unshift({ name: 'main/index.js', files: main, max: MAIN });
  for (const folder of ['renderer', ...OTHER_LANGUAGES.map((language) => `renderer/${language}`)]) {
    const html = path.join(dist, folder, 'index.html');
    const entry = existsSync(html) ? entryScripts(readFileSync(html, 'utf8')) : [];
    bundles.push({ name: `${folder} entry`, files: entry.map((file) => `${folder}/${file}`), ...ENTRY });
  }
  return bundles.map((bundle) => weigh(dist, bundle));
}

/**
 * @param {string} dist
 * @param {{ name: string, files: string[], max: number, gzip?: number }} bundle
 * @returns {Bundle}
 */
function weigh(dist, { name, files, max, gzip }) {
  const places = files.map((file) => path.join(dist, file));
  const there = places.length > 0 && places.every((place) => existsSync(place));
  const contents = there ? places.map((place) => readFileSync(place)) : [];
  const packed = gzip === undefined ? 0 : total(contents.map((content) => gzipSync(content, { level: 9 })));
  return { name, size: there ? total(contents) : null, max, packed, gzip: gzip ?? null };
}

/**
 * One line per bundle, and whether all are within their limits.
 * @param {string} dist
 */
export function checkSizes(dist) {
  const results = weighBundles(dist).map(judge);
  return { passed: results.every(({ ok }) => ok), lines: results.map(({ line }) => line) };
}

/** @param {Bundle} bundle */
function judge({ name, size, max, packed, gzip }) {
  if (size === null) return { ok: false, line: `${name}: missing` };
  const ok = size <= max && (gzip === null || packed <= gzip);
  const zipped = gzip === null ? '' : `, ${kb(packed)} of ${kb(gzip)} gzipped`;
  return { ok, line: `${ok ? '' : 'TOO BIG '}${name}: ${kb(size)} of ${kb(max)}${zipped}` };
}

/** @param {readonly Buffer[]} contents */
const total = (contents) => contents.reduce((sum, content) => sum + content.length, 0);

/** @param {number} bytes */
const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { passed, lines } = checkSizes(path.join(root, 'dist'));
  console.log(lines.join('\n'));
  process.exitCode = passed ? 0 : 1;
}
