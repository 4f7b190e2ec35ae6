/** How new clips are named: the same here and there, so that the page can show it before it happens. */

/** Characters of a name's words; with number and ending it stays far below 255 bytes and Windows' path limit. */
const MAX_CHARS = 60;
const MAX_BYTES = 120;
const FALLBACK = 'clip';
/** Windows opens devices under these names, whatever the ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d|conin|conout)$/;

/** What a template may hold; everything else in it is words. */
export const NAME_TOKENS = ['image', 'prompt', 'date', 'time', 'model', 'n'] as const;
export const DEFAULT_NAME = '{image}-{n}';
export const MAX_NAME_TEMPLATE = 200;

const TOKENS = new RegExp(`\\{(?:${NAME_TOKENS.join('|')})\\}`, 'g');

/**
 * What of a template can mean nothing: braces that are no token, or what would lead to another folder.
 * @returns the first such part as it is written; null when there is none.
 */
export function oddInTemplate(template: string): string | null {
  // Something stays in a token's place, so that what stands around it does not come together.
  return /\{[^{}\n]*\}?|\}|[/\\]|\.\./.exec(template.replace(TOKENS, '\n'))?.[0] ?? null;
}

/** What is known of a clip when it gets its name. */
export interface NameFacts {
  /** File name of the first picture; empty without one. */
  readonly image: string;
  readonly prompt: string;
  readonly modelId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The words of a name around its number; never both empty. */
export interface NamePlan {
  readonly before: string;
  readonly after: string;
  /** Whether the first clip has a number, too. */
  readonly always: boolean;
}

/** Bytes as UTF-8, which is how most systems count. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

const fits = (text: string): boolean => text.length <= MAX_CHARS && bytesOf(text) <= MAX_BYTES;

/** Letters and digits of any script in lower case, joined by hyphens; nothing else, and no name that a system reserves. */
function wordsOf(text: string): string {
  const words = text
    .slice(0, 2000)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
  let stem = '';
  for (const word of words ?? []) {
    const longer = stem === '' ? word : `${stem}-${word}`;
    if (fits(longer)) stem = longer;
    else {
      if (stem === '') stem = shorten(word);
      break;
    }
  }
  return RESERVED.test(stem) ? `${FALLBACK}-${stem}` : stem;
}

/** Cuts between characters as people see them, never inside one. */
function shorten(word: string): string {
  let short = '';
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (!fits(short + segment)) break;
    short += segment;
  }
  return short;
}

const withoutEnding = (name: string): string => name.slice(0, 1000).replace(/\.[A-Za-z0-9]{1,5}$/, '');

/**
 * The words of a file name, for naming clips after it; `Harbour Dawn (2).JPG` gives `harbour-dawn-2`. Never empty and
 * never a name that a system reserves.
 */
export function clipStem(sourceName: string): string {
  return wordsOf(withoutEnding(sourceName)) || FALLBACK;
}

/** A name after these words, with a number. */
export const plainName = (words: string): NamePlan => ({ before: clipStem(words), after: '', always: true });

const two = (value: number): string => String(value).padStart(2, '0');

/** What a template comes to for a clip. Whatever it holds, the name is safe on every system. */
export function planName(template: string, { image, prompt, modelId, createdAt }: NameFacts): NamePlan {
  const at = new Date(createdAt);
  const tokens: Readonly<Record<string, string>> = {
    image: withoutEnding(image),
    prompt,
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}-${two(at.getMinutes())}`,
    model: modelId.split('/').at(-2) ?? modelId,
  };
  const fill = (text: string): string =>
    wordsOf(text.replace(/\{(\w+)\}/g, (_whole, name: string) => ` ${tokens[name] ?? name} `));
  const [before = '', ...rest] = template.slice(0, MAX_NAME_TEMPLATE).split('{n}');
  const words = { before: fill(before), after: fill(rest.join(' ')) };
  const always = rest.length > 0;
  if (words.before === '' && words.after === '') return { before: FALLBACK, after: '', always };
  // Together they are as long as one may be.
  const room = fits(`${words.before}-${words.after}`) ? words.after : '';
  return { before: words.before, after: words.before === '' ? words.after : room, always };
}

/** The nth name of a plan, from 1. */
export function nthName({ before, after, always }: NamePlan, n: number): string {
  const number = n === 1 && !always ? '' : two(n);
  return [before, number, after].filter((part) => part !== '').join('-');
}
