/** How a person's words are looked up. */
export type SearchPlan =
  | { readonly kind: 'all' }
  /** Every one must begin a word of the clip. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** LIKE patterns with `\` as escape: each must occur somewhere. */
  | { readonly kind: 'like'; readonly patterns: readonly string[] };

const MAX_TERMS = 16;
/** Scripts that do not put spaces between words: there a word may begin anywhere. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/**
 * Plans a search so that no input can be a syntax error: only letters and digits reach FTS5.
 * @param wordIndex whether there is an FTS5 index.
 */
export function planSearch(input: string, wordIndex: boolean): SearchPlan {
  const text = input.slice(0, 500).normalize('NFC').replaceAll('\0', ' ').trim();
  if (text === '') return { kind: 'all' };
  const words = text.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];
  if (wordIndex && words.length > 0 && !UNSPACED.test(text)) {
    return { kind: 'words', words: words.slice(0, MAX_TERMS) };
  }
  const parts = text.split(/\s+/u).slice(0, MAX_TERMS);
  return { kind: 'like', patterns: parts.map((part) => `%${part.replace(/[\\%_]/g, '\\$&')}%`) };
}
