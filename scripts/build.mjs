// Builds the main process, the preloads and the page: everything bundled, nothing left in node_modules.
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { OTHER_LANGUAGES, speaks } from './lib/languages.mjs';
import { licencesText, notesPackages } from './lib/licences.mjs';
import { root } from './lib/paths.mjs';
import { withoutUnusedOptions } from './lib/slim.mjs';

const dist = path.join(root, 'dist');

/**
 * A bundle for Node or Electron's main process: only `electron` and Node's own modules stay outside.
 * @param {string} entry
 * @param {string} outDir
 * @param {string} fileName
 * @param {'es' | 'cjs'} format
 * @param {boolean} [lazy] what is imported when it is wanted gets a file of its own
 * @returns {import('vite').InlineConfig}
 */
const nodeBundle = (entry, outDir, fileName, format, lazy = false) => ({
  configFile: false,
  root,
  logLevel: 'warn',
  ssr: { noExternal: true },
  plugins: [withoutUnusedOptions()],
  build: {
    ssr: true,
    target: 'node24',
    outDir: path.join(dist, outDir),
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      input: path.join(root, entry),
      external: ['electron', /^node:/],
      output: { format, entryFileNames: fileName, chunkFileNames: 'lazy-[name].js', codeSplitting: lazy },
    },
  },
});

export const bundles = [
  nodeBundle('main/index.ts', 'main', 'index.js', 'es', true),
  nodeBundle('main/core/library/fill-worker.ts', 'main', 'fill-worker.js', 'es'),
  // Waited for while index.js is still being loaded, so it shares nothing with it.
  nodeBundle('main/app/command/client.ts', 'main', 'command.js', 'es'),
  nodeBundle('main/practice/cli.ts', 'main', 'service.js', 'es'),
  nodeBundle('preload/index.ts', 'preload', 'index.cjs', 'cjs'),
  nodeBundle('preload/key.ts', 'preload', 'key.cjs', 'cjs'),
  nodeBundle('preload/studio.ts', 'preload', 'studio.cjs', 'cjs'),
];

/**
 * What the page is shown with is one script and one style sheet: each further file would have to be asked for.
 * @type {import('vite').Rolldown.CodeSplittingOptions}
 */
const IN_ONE = { groups: [{ name: 'start', tags: ['$initial'] }] };

/**
 * The page, or the small windows of main's own.
 * @param {readonly string[]} files
 * @param {string} [language] another one than English, in a folder of its own
 * @returns {import('vite').InlineConfig}
 */
const pageBundle = (files, language) => ({
  configFile: false,
  root: path.join(root, 'renderer'),
  base: './',
  logLevel: 'warn',
  publicDir: language === undefined ? 'public' : false,
  plugins: [react(), ...(language === undefined ? [] : [speaks(language)])],
  build: {
    target: 'chrome156',
    outDir: path.join(dist, 'renderer', language ?? ''),
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // `sizes.mjs` holds the limits.
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    rolldownOptions: {
      input: files.map((file) => path.join(root, 'renderer', file)),
      output: { codeSplitting: files.length === 1 ? IN_ONE : true },
    },
  },
});

export const pages = [
  pageBundle(['index.html']),
  // The practice studio has no words.
  pageBundle(['key.html', 'trouble.html', 'studio.html']),
  ...OTHER_LANGUAGES.flatMap((language) => [
    pageBundle(['index.html'], language),
    pageBundle(['key.html', 'trouble.html'], language),
  ]),
];

async function buildAll() {
  await rm(dist, { recursive: true, force: true });
  /** @type {Set<string>} */
  const packages = new Set();
  for (const config of [...bundles, ...pages])
    await build({
      ...config,
      plugins: [...(config.plugins ?? []), notesPackages(packages)],
      worker: { plugins: () => [notesPackages(packages)] },
    });
  await writeFile(path.join(dist, 'licences.txt'), licencesText(packages));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await buildAll();
  } catch (error) {
    // The bundler's message names the file and the line; its stack only the bundler.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
