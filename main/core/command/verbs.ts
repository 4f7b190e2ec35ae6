/** What can stand first on the command line of a command. */
export const VERBS = ['animate', 'price', 'status', 'models', 'help', 'version'] as const;
export type Verb = (typeof VERBS)[number];

const isVerb = (word: string): word is Verb => VERBS.some((verb) => verb === word);

/**
 * The words of a command, its verb first; null for a start of the app with its window. Options may come before the
 * verb, also those whose value is a word of its own (`--user-data DIR status`).
 * @param words what follows the program, and the app's folder where that is named.
 */
export function commandIn(words: readonly string[]): readonly [Verb, ...string[]] | null {
  const at = words.findIndex(
    (word, index) => !word.startsWith('-') && (isVerb(word) || !isOption(words[index - 1])),
  );
  const verb = words[at];
  if (verb !== undefined && isVerb(verb)) return [verb, ...words.toSpliced(at, 1)];
  if (words.includes('--help') || words.includes('-h')) return ['help'];
  return verb === undefined && words.includes('--version') ? ['version'] : null;
}

/** Whether the next word may be this one's value. */
const isOption = (word: string | undefined): boolean =>
  word?.startsWith('--') === true && !word.includes('=');
