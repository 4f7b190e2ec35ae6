// `npm run pack`: builds the app, packages it on a placeholder for Electron and looks at what came out: the
// configuration is valid, the archive holds our bundles and nothing else, and every fuse is set. Needs no Electron.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './lib/built.mjs';
import { packageProblems } from './lib/packed.mjs';
import { packOnPlaceholder, pinnedElectron } from './lib/packer.mjs';
import { root } from './lib/paths.mjs';

/** What is wrong with the package of the build as it is; nothing when all is well. @returns {Promise<string[]>} */
export async function checkPackage() {
  const work = mkdtempSync(path.join(os.tmpdir(), 'kinora-pack-'));
  try {
    const electronVersion = pinnedElectron(readFileSync(path.join(root, 'package.json'), 'utf8'));
    const { result, ...places } = await packOnPlaceholder({ work, electronVersion });
    return result.code === 0 ? packageProblems(places) : [result.text.trimEnd()];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function main() {
  const built = await ensureBuilt({ force: true });
  const problems = built.code === 0 ? await checkPackage() : [`The build failed:\n${built.text.trimEnd()}`];
  console.log(
    problems.length === 0
      ? 'The package holds our bundles and nothing else, and every fuse is set.'
      : problems.join('\n'),
  );
  return problems.length === 0 ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main();
