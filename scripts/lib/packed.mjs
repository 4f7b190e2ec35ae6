// What is inside a packaged app, and whether it is what we mean to ship: looked at in the files themselves, never taken
// from the configuration that made them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { OTHER_LANGUAGES } from './languages.mjs';

/** @type {typeof import('@electron/asar')} */
const asar = createRequire(import.meta.url)('@electron/asar');

/** Precedes the fuses in Electron's executable. */
export const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

/**
 * Electron's fuses in the order of the wire, and how each must be. The ninth (wasmTrapHandlers) keeps Electron's own.
 * @type {readonly (readonly [name: string, on: boolean])[]}
 */
export const FUSES = [
  ['runAsNode', false],
  ['cookieEncryption', true],
  ['nodeOptions', false],
  ['nodeCliInspect', false],
  ['embeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  ['grantFileProtocolExtraPrivileges', false],
];

/**
 * What is wrong with the fuses of an executable. A universal one has them once per architecture.
 * @param {Buffer} binary
 */
export function fuseProblems(binary) {
  /** @type {string[]} */
  const problems = [];
  let at = binary.indexOf(SENTINEL);
  if (at === -1) return ['There are no fuses in the executable.'];
  for (; at !== -1; at = binary.indexOf(SENTINEL, at + SENTINEL.length)) {
    const wire = at + SENTINEL.length;
    const [version, length = 0] = binary.subarray(wire, wire + 2);
    if (version !== 1) problems.push(`The fuses are of version ${version}; this knows version 1.`);
    for (const [index, [name, on]] of FUSES.entries()) {
      const state = index < length ? binary[wire + 2 + index] : undefined;
      if (state !== (on ? ON : OFF)) problems.push(`Fuse ${name} is not ${on ? 'on' : 'off'}.`);
    }
  }
  return problems;
}

/** All that the build makes: scripts, styles, the pages, and the pictures that the system shows. */
const OURS = [
  /^package\.json$/,
  /^dist\/main\/(index|command|fill-worker|lazy-[\w-]+)\.js$/,
  /^dist\/preload\/(index|key|studio)\.cjs$/,
  /^dist\/renderer\/(index|key|studio|trouble)\.html$/,
  new RegExp(`^dist/renderer/(${OTHER_LANGUAGES.join('|')})/(index|key|trouble)\\.html$`),
  /^dist\/renderer\/(drag|tray|trayTemplate(@2x)?)\.png$/,
  new RegExp(
    `^dist/renderer/((${OTHER_LANGUAGES.join('|')})/)?assets/[\\w.-]+\\.(js|css|png|svg|woff2|mp3|ogg|wav)$`,
  ),
];
/** Without these there is no app. */
const NEEDED = [
  'package.json',
  'dist/main/index.js',
  'dist/main/lazy-start.js',
  'dist/main/command.js',
  'dist/main/fill-worker.js',
  'dist/preload/index.cjs',
  'dist/renderer/index.html',
];

/**
 * What of the files is foreign or missing.
 * @param {readonly string[]} files with `/`, without folders
 */
export function fileProblems(files) {
  const foreign = files.filter((file) => !OURS.some((ours) => ours.test(file)));
  const missing = NEEDED.filter((file) => !files.includes(file));
  return [
    ...foreign.map((file) => `${file} does not belong into the package.`),
    ...missing.map((file) => `${file} is missing.`),
  ];
}

/** What electron-builder itself puts beside the archive; the updater's address only in builds that are published. */
const BESIDE = new Set([
  'app.asar',
  'licences.txt',
  'app-update.yml',
  'package-type',
  'icon.icns',
  'elevate.exe',
]);
const BESIDE_FOLDER = /\.lproj$/;

/** What package.json may tell: what Electron reads, and what a person may want to know. */
const TOLD = new Set([
  ...['name', 'productName', 'version', 'description', 'license', 'author', 'homepage', 'private'],
  ...['type', 'main', 'engines', 'dependencies', 'optionalDependencies', 'allowScripts', 'desktopName'],
]);

/** @param {string} archive */
function archivedFiles(archive) {
  return asar
    .listPackage(archive, { isPack: false })
    .map((entry) => entry.replaceAll('\\', '/').replace(/^\//, ''))
    .filter((entry) => !('files' in asar.statFile(archive, path.normalize(entry))));
}

/** @param {string} archive */
function manifestProblems(archive) {
  const manifest = JSON.parse(asar.extractFile(archive, 'package.json').toString('utf8'));
  const extra = Object.keys(manifest).filter((key) => !TOLD.has(key));
  const problems = extra.map((key) => `package.json in the package still has "${key}".`);
  return manifest.main === 'dist/main/index.js'
    ? problems
    : [...problems, `package.json starts ${manifest.main}.`];
}

/**
 * Everything that is wrong with a packaged app; nothing when it is as it should be.
 * @param {{ resources: string, executable: string }} places `resources` holds app.asar, `executable` the fuses
 */
export function packageProblems({ resources, executable }) {
  const archive = path.join(resources, 'app.asar');
  if (!existsSync(archive)) return ['There is no app.asar.'];
  const beside = readdirSync(resources).filter((name) => !BESIDE.has(name) && !BESIDE_FOLDER.test(name));
  const licences = existsSync(path.join(resources, 'licences.txt')) ? [] : ['There are no licences.'];
  return [
    ...licences,
    ...beside.map((name) => `${name} lies beside app.asar.`),
    ...fileProblems(archivedFiles(archive)),
    ...manifestProblems(archive),
    ...fuseProblems(readFileSync(executable)),
  ];
}
