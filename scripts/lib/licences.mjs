// The licences of everything that is bundled: each asks to be handed on with the code. What is bundled is seen in the
// bundles, so that nothing is forgotten and nothing is listed that is not there.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
const TEXT = /^(licen[cs]e|copying|notice)/i;

/**
 * A Vite plugin that notes the package of every module in a bundle.
 * @param {Set<string>} folders of packages; added to
 * @returns {import('vite').Plugin}
 */
export function notesPackages(folders) {
  return {
    name: 'kinora-licences',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue;
        for (const id of part.moduleIds) {
          const folder = id.replace(/^\0/, '').match(FOLDER)?.[1];
          if (folder !== undefined) folders.add(folder);
        }
      }
    },
  };
}

/** @param {string} folder of a package */
function entry(folder) {
  const { name, version, license, repository } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const source = typeof repository === 'string' ? repository : repository?.url;
  const texts = readdirSync(folder)
    .filter((file) => TEXT.test(file))
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, source ?? '', ...texts].filter(Boolean).join('\n\n');
}

/**
 * One text with all of them, by name.
 * @param {Iterable<string>} folders
 */
export function licencesText(folders) {
  const entries = new Set([...folders].map(entry));
  const line = `\n\n${'-'.repeat(78)}\n\n`;
  return `Kinora contains the following packages, each under its own licence.${line}${[...entries].sort().join(line)}\n`;
}
