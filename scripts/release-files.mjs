// `npm run release:files`: what goes along with the installers in release/: the bill of materials of what is bundled
// (CycloneDX) and a checksum of every file. Run it when all of them are there.
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const release = path.resolve(process.argv[2] ?? path.join(root, 'release'));
const SUMS = 'SHA256SUMS.txt';
/** What people download, and what the updater asks for. */
const WANTED = /\.(dmg|zip|exe|AppImage|deb|rpm|blockmap|yml|json)$/;
const NOT = /^builder-/;

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const sbom = await run(npm, [
  'sbom',
  '--silent',
  '--sbom-format=cyclonedx',
  '--sbom-type=application',
  '--omit=dev',
  '--omit=optional',
  '--package-lock-only',
]);
if (sbom.code !== 0) throw new Error(sbom.text);
const bill = JSON.parse(sbom.text.slice(sbom.text.indexOf('{')));
bill.metadata.component.name = 'kinora';
writeFileSync(path.join(release, `Kinora-${version}.sbom.json`), `${JSON.stringify(bill, null, 2)}\n`);

const files = readdirSync(release, { withFileTypes: true })
  .filter((entry) => entry.isFile() && WANTED.test(entry.name) && !NOT.test(entry.name))
  .map(({ name }) => name)
  .sort();
const lines = [];
for (const name of files) lines.push(`${await sha256(path.join(release, name))}  ${name}\n`);
writeFileSync(path.join(release, SUMS), lines.join(''));
console.log(`${files.length} files in ${SUMS}.`);
