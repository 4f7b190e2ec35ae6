import { describe, expect, it } from 'vitest';
import { speak, WORDS } from '../../../main/app/words.ts';
import { DE } from '../../../main/app/words-de.ts';
import { MODELS } from '../../../main/core/catalogue/catalogue.ts';
import { ERROR_CODES } from '../../../preload/contract/errors.ts';
import { failureWords as germanFailure } from '../../../renderer/text/de-errors.ts';
import { models as german } from '../../../renderer/text/de-models.ts';
import { failureWords } from '../../../renderer/text/en-errors.ts';
import { models as english } from '../../../renderer/text/en-models.ts';

speak('en');
const files = import.meta.glob<Record<string, unknown>>('../../../renderer/text/{en,de}{,-*}.ts', {
  eager: true,
});
const named = Object.entries(files).map(([file, words]) => [file.split('/').at(-1) ?? '', words] as const);
const all = new Map<string, unknown>([...named, ['en main', { ...WORDS }], ['de main', DE]]);
const pairs = [...all.keys()].filter((name) => name.startsWith('en')).map((name) => [name] as const);

/** Everything that a function of words may be given; the object is whatever any of them looks into. */
const ARGUMENTS: readonly unknown[] = [
  1,
  1250,
  'Hafen',
  ['Hafen', 'Turm', 'Boot', 'Mond'],
  true,
  null,
  'month',
  {
    ...{ clips: 2, bytes: 5_000_000, freeBytes: 9_000_000, active: 1, kept: 2, failed: 1, done: 3 },
    ...{ added: 2, known: 1, restored: 1, cancelled: true, gone: 1, back: 1, edited: 1, unreadable: 1 },
    ...{ images: 2, prompts: 2, settings: 2, variations: 2, count: 16 },
    ...{ name: '', last4: '7Q2F', state: 'removed', given: false, unfinished: 2 },
    ...{ version: '2.0', share: 0.5, problem: null, mode: 'ask', beta: false },
    ...{ code: 'key-scope', facts: { scope: 'submit_job' }, detail: 'Too dark' },
  },
];
/** What comes out where an argument was not of the kind that the words take. */
const MISTAKEN = /NaN|undefined|null|true|false|\[object|Hafen,T|Invalid|Infinity/;
const ENOUGH = 6;

function* listsOf(count: number): Generator<readonly unknown[]> {
  if (count === 0) yield [];
  else for (const rest of listsOf(count - 1)) for (const one of ARGUMENTS) yield [one, ...rest];
}

/** All that a person reads of a result, or null where it is not for a person. */
function said(result: unknown): string | null {
  if (typeof result === 'string') return MISTAKEN.test(result) ? null : result;
  if (result === null || typeof result === 'boolean') return '';
  if (typeof result !== 'object') return null;
  const parts = Object.values(result).map(said);
  return parts.includes(null) ? null : parts.join(' | ');
}

function call(words: unknown, args: readonly unknown[]): string | null {
  if (typeof words !== 'function') return null;
  try {
    return said(words(...args));
  } catch {
    return null;
  }
}

interface Both {
  readonly at: string;
  readonly en: string | null;
  readonly de: string | null;
}

/** What both languages say at every place, functions with each of some arguments that the English ones take. */
function* compare(at: string, en: unknown, de: unknown): Generator<Both> {
  if (typeof en === 'string') yield { at, en, de: said(de) };
  else if (typeof en === 'function') {
    let found = 0;
    for (const args of listsOf(en.length)) {
      const [words, other] = [call(en, args), call(de, args)];
      if (!words || other === null) continue;
      yield { at: `${at}()`, en: words, de: other };
      found += 1;
      if (found === ENOUGH) return;
    }
    if (found === 0) yield { at: `${at}()`, en: null, de: null };
  } else if (typeof en === 'object' && en !== null && typeof de === 'object' && de !== null)
    for (const [key, value] of Object.entries(en))
      yield* compare(`${at}.${key}`, value, Reflect.get(de, key));
}

const keysOf = (words: unknown): unknown =>
  typeof words === 'object' && words !== null
    ? Object.fromEntries(Object.entries(words).map(([key, value]) => [key, keysOf(value)]))
    : typeof words;

/** Words that are the same in both. */
const SAME = new Set(
  [
    'Clip Clips Prompt Seed Player Pause Details Import Webhook Optional Image Video Videos Format System Normal Offline Export',
    'Kinora GIF WebM https Updates English Deutsch min Jan',
    // Keys, by the names that the page knows them by.
    'mod shift alt Alt Esc Escape Enter Space Home End Delete ArrowLeft ArrowRight ArrowUp ArrowDown',
    // What the test passes.
    'Hafen month removed',
  ].flatMap((words) => words.split(' ')),
);

describe.each(pairs)('%s in German', (name) => {
  const [en, de] = [all.get(name), all.get(name.replace('en', 'de'))];
  const both = [...compare(name.replace(/^en-?|\.ts$/g, ''), en, de)];

  it('has the same words, and no other', () => expect(keysOf(de)).toEqual(keysOf(en)));

  it('can say each of them', () => {
    expect(both.filter(({ en, de }) => en === null || de === null || (en !== '' && de === ''))).toEqual([]);
  });

  it('says nothing in English but what is the same', () => {
    const same = both.filter(({ en, de }) => en === de).flatMap(({ de }) => de?.match(/\p{L}{3,}/gu) ?? []);
    expect([...new Set(same)].filter((word) => !SAME.has(word))).toEqual([]);
  });

  it('has one wording for once more', () => {
    expect(both.filter(({ de }) => /nochmal/i.test(de ?? ''))).toEqual([]);
  });

  it('raises its voice nowhere', () => {
    expect(both.filter(({ de }) => /!|\bIhnen\b/.test(de ?? ''))).toEqual([]);
  });
});

it.each(ERROR_CODES)('says in German what %s is', (code) => {
  const [words, other] = [germanFailure({ code }), failureWords({ code })];
  expect(words.title).not.toBe(other.title);
  expect(words.body === '').toBe(other.body === '');
  expect(words.short.length).toBeLessThanOrEqual(42);
  expect(`${words.title} ${words.body} ${words.short}`).not.toMatch(/!|undefined|null/);
});

it('has a name for every field and value of every model in both languages', () => {
  for (const { labels, capabilities, options } of [english, german]) {
    const fields = MODELS.flatMap((model) => model.fields);
    expect(Object.keys(labels)).toEqual(expect.arrayContaining(fields.map(({ key }) => key)));
    expect(Object.keys(capabilities)).toEqual(
      expect.arrayContaining(MODELS.map(({ id }) => id.split('/').at(-1))),
    );
    const spoken = fields.flatMap(({ kind }) => (kind.type === 'choice' ? kind.options : []));
    expect(Object.keys(options)).toEqual(expect.arrayContaining(spoken.filter((one) => !/^\d/.test(one))));
  }
});
