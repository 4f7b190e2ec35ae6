// `npm run installers`: builds Kinora and makes the installers of the system that this runs on, in release/. What came
// out is looked at as `npm run pack` does. Electron is downloaded; signing and notarising need the secrets that
// docs/releasing.md names. `--publish-to=` puts a place to look for updates into the app; nothing is ever uploaded.
import path from 'node:path';
import { ensureBuilt } from './lib/built.mjs';
import { packageProblems } from './lib/packed.mjs';
import { runBuilder } from './lib/packer.mjs';
import { root } from './lib/paths.mjs';
import { publishArgs } from './lib/publish-to.mjs';

const release = path.join(root, 'release');
const mac = path.join(release, 'mac-universal/Kinora.app/Contents');

/** @type {Partial<Record<NodeJS.Platform, { flag: string, resources: string, executable: string }>>} */
const SYSTEMS = {
  linux: {
    flag: '--linux',
    resources: path.join(release, 'linux-unpacked/resources'),
    executable: path.join(release, 'linux-unpacked/kinora'),
  },
  win32: {
    flag: '--win',
    resources: path.join(release, 'win-unpacked/resources'),
    executable: path.join(release, 'win-unpacked/Kinora.exe'),
  },
  darwin: {
    flag: '--mac',
    resources: path.join(mac, 'Resources'),
    executable: path.join(mac, 'Frameworks/Electron Framework.framework/Electron Framework'),
  },
};

/** The page of the project, which .deb and .rpm must name: the repository whose workflow runs this. */
function homepage() {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
  return server && repository ? [`-c.extraMetadata.homepage=${server}/${repository}`] : [];
}

async function main() {
  const system = SYSTEMS[process.platform];
  if (!system) throw new Error(`There are no installers for ${process.platform}.`);
  const place = process.argv.find((arg) => arg.startsWith('--publish-to='))?.slice('--publish-to='.length);
  // An empty one is a variable that is not set in the workflow.
  const publish = place ? publishArgs(place) : [];
  const built = await ensureBuilt({ force: true });
  if (built.code !== 0) throw new Error(`The build failed:\n${built.text.trimEnd()}`);
  const result = await runBuilder([system.flag, ...publish, ...homepage()], { output: 'show' });
  if (result.code !== 0) throw new Error('electron-builder failed.');
  const problems = packageProblems(system);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  console.log('The installers are in release/.');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
