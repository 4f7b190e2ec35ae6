// The page in other languages: the same sources, with the words of that language in the place of the English ones. So
// nobody loads words that they do not read, and nothing waits for them.
import path from 'node:path';
import { root } from './paths.mjs';

/** Those beside English, which is what the sources import. */
export const OTHER_LANGUAGES = ['de'];

const words = path.join(root, 'renderer/text');
const ENGLISH = /^en(-[a-z-]+)?\.ts$/;

/**
 * A Vite plugin for the page in one language.
 * @param {string} language
 * @returns {import('vite').Plugin}
 */
export function speaks(language) {
  return {
    name: 'kinora-language',
    enforce: 'pre',
    resolveId(source, importer) {
      if (importer === undefined || !source.startsWith('.')) return null;
      const file = path.resolve(path.dirname(importer), source);
      const name = path.basename(file);
      const isWords = path.dirname(file) === words && ENGLISH.test(name);
      return isWords ? path.join(words, name.replace('en', language)) : null;
    },
    transformIndexHtml: (html) => html.replace('lang="en"', `lang="${language}"`),
  };
}
