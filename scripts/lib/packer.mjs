// Runs electron-builder, also where there is no Electron: on a placeholder with fuses in it, which is enough to check
// the configuration, what goes into the archive and how the fuses are set.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SENTINEL } from './packed.mjs';
import { node24, root } from './paths.mjs';
import { run } from './run.mjs';

const cli = path.join(root, 'node_modules/electron-builder/out/cli/cli.js');

/** Electron's fuses as it is delivered: each the opposite of ours where we set one, and the ninth, which we do not. */
const DELIVERED = '101100110';

/**
 * A folder that electron-builder takes for an unpacked Electron.
 * @param {string} folder
 * @param {string} version
 */
export function makePlaceholder(folder, version) {
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([1, DELIVERED.length]),
    Buffer.from(DELIVERED),
  ]);
  writeFileSync(path.join(folder, 'electron'), Buffer.concat([Buffer.alloc(64), wire, Buffer.alloc(64)]), {
    mode: 0o755,
  });
  for (const [name, text] of [
    ['version', version],
    ['LICENSE', ''],
    ['LICENSES.chromium.html', ''],
  ])
    writeFileSync(path.join(folder, String(name)), String(text));
}

/**
 * @param {readonly string[]} args of electron-builder
 * @param {{ project?: string, output?: 'keep' | 'show', timeout?: number }} [options] `project` is the folder to package
 */
export function runBuilder(args, { project = root, output = 'keep', timeout } = {}) {
  return run(node24(), [cli, '--projectDir', project, '--publish', 'never', ...args], {
    output,
    ...(timeout !== undefined && { timeout }),
  });
}

/**
 * The app packaged for Linux on a placeholder, without installers.
 * @param {{ project?: string, work: string, electronVersion: string, args?: readonly string[] }} wanted
 *   `work` is a folder of its own for this
 * @returns {Promise<{ result: import('./run.mjs').RunResult, resources: string, executable: string }>}
 */
export async function packOnPlaceholder({ project = root, work, electronVersion, args = [] }) {
  const electron = path.join(work, 'electron');
  const output = path.join(work, 'out');
  makePlaceholder(electron, electronVersion);
  const result = await runBuilder(
    [
      '--linux',
      '--dir',
      `-c.electronDist=${electron}`,
      `-c.electronVersion=${electronVersion}`,
      `-c.directories.output=${output}`,
      ...args,
    ],
    { project, timeout: 120_000 },
  );
  const unpacked = path.join(output, 'linux-unpacked');
  return { result, resources: path.join(unpacked, 'resources'), executable: path.join(unpacked, 'kinora') };
}

/** The version of Electron that is shipped, as package.json pins it. @param {string} manifest */
export function pinnedElectron(manifest) {
  const version = JSON.parse(manifest).devDependencies?.electron;
  if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) throw new Error('package.json does not pin Electron exactly.');
  return version;
}
