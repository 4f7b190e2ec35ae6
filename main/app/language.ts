import path from 'node:path';
import { app } from 'electron';
import { LANGUAGES, type Language, type LanguageChoice } from '../../preload/contract/vocabulary.ts';
import { speak } from './words.ts';

/**
 * The language to speak: the chosen one, or the first of the system's that there is.
 * @param preferred BCP 47 tags, the best first.
 */
export function languageOf(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const known = preferred.map((tag) => LANGUAGES.find((language) => language === tag.split('-')[0]));
  return known.find((language) => language !== undefined) ?? 'en';
}

let spoken: Language = 'en';

/** Speaks as the person has chosen. Returns whether that is another language than before. */
export function speakAs(choice: LanguageChoice): boolean {
  const before = spoken;
  spoken = languageOf(choice, app.getPreferredSystemLanguages());
  speak(spoken);
  return spoken !== before;
}

/** Where the files of the page are looked for: each language has a build of its own, inside that of English. */
export const pageFolders = (folder: string): readonly string[] =>
  spoken === 'en' ? [folder] : [path.join(folder, spoken), folder];
