// `npm run service`: the practice service as a process of its own, built first where its bundle is missing or
// older than its sources. Arguments go to the service.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { node24, root } from './lib/paths.mjs';

const BUNDLE = path.join(root, 'dist/main/service.js');
const ENTRY = path.join(root, 'main/practice/cli.ts');
const SOURCES = ['main/practice', 'main/core', 'preload/contract'];

/**
 * Newest change of any file in a folder, in milliseconds.
 * @param {string} folder relative to the checkout
 */
function newest(folder) {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return Math.max(...names.map((name) => statSync(path.join(root, folder, name)).mtimeMs));
}

const isStale = !existsSync(BUNDLE) || Math.max(...SOURCES.map(newest)) > statSync(BUNDLE).mtimeMs;
if (isStale) {
  const [{ build }, { bundles }] = await Promise.all([import('vite'), import('./build.mjs')]);
  const config = bundles.find((each) => each.build?.rolldownOptions?.input === ENTRY);
  await build(config);
}

// The channel closes with this script however it dies, and the service then ends too.
const child = spawn(node24(), [BUNDLE, ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
