import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freeClipNames, nameKey } from '../../../main/core/library/clip-name.ts';
import {
  clipStem,
  DEFAULT_NAME,
  NAME_TOKENS,
  nthName,
  oddInTemplate,
  plainName,
  planName,
} from '../../../preload/contract/clip-name.ts';

const first = (stem: string, taken: readonly string[] = []): string | undefined =>
  freeClipNames({ before: stem, after: '', always: true }, new Set(taken.map(nameKey))).next().value ??
  undefined;

describe('words of a name', () => {
  test.each([
    ['Harbour Dawn.jpg', 'harbour-dawn'],
    ['IMG_0042 (2).JPEG', 'img-0042-2'],
    ['übermut & Größe.png', 'übermut-größe'],
    ['日本の海.webp', '日本の海'],
    ['.hidden', 'hidden'],
    ['.png', 'clip'],
    ['', 'clip'],
    ['...', 'clip'],
    ['🌊🌊.png', 'clip'],
    ['CON.png', 'clip-con'],
    ['aux', 'clip-aux'],
    ['com1.jpg', 'clip-com1'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\Windows\\x.png', 'c-windows-x'],
    ['a:b.png', 'a-b'],
    ['clip\u202Egpm.exe', 'clip-gpm'],
    ['name. . .', 'name'],
    ['-rf.png', 'rf'],
    ['a\0b\nc.png', 'a-b-c'],
    ['ﬁne.png', 'fine'],
    ['v1.2.final.png', 'v1-2-final'],
  ])('%j gives %s', (name, stem) => {
    expect(clipStem(name)).toBe(stem);
  });

  test('composed and decomposed letters give the same name', () => {
    expect(clipStem('Cafe\u0301.png')).toBe(clipStem('Café.png'));
  });

  test('long names end after a word, long words between letters', () => {
    const stem = clipStem(`${'harbour dawn '.repeat(40)}.png`);
    expect(stem.length).toBeLessThanOrEqual(60);
    expect(stem).toMatch(/^(harbour-dawn-)*harbour(-dawn)?$/);
    expect(clipStem(`${'x'.repeat(500)}.png`)).toBe('x'.repeat(60));
    expect(clipStem(`e${'\u0301'.repeat(400)}`)).toBe('clip');
  });
});

/** §5.2 of the hostile inputs: each of these as the name of a picture and as a prompt. */
const HOSTILE: readonly (readonly [what: string, names: readonly string[]])[] = [
  ['76: names of devices', ['CON', 'NUL.mp4', 'COM1', 'aux.', 'LPT9.png', 'COM¹', 'prn.tar.gz']],
  ['77: dots and spaces at the end', ['name.', 'name ', 'name. . .', '   ', '. .']],
  ['78: streams and drives', ['a:b.mp4', 'C:evil', 'x.png::$DATA', ':']],
  [
    '79: ways out',
    ['..\\evil', '../evil', '%2e%2e%2fevil', '%252e%252e%252fevil', '..\u2215evil', '\u2025/x'],
  ],
  [
    '80: long, of marks only, of dots only, empty',
    ['x'.repeat(500), `e${'\u0301'.repeat(400)}`, '...', '', '-rf', '👩‍👩‍👧'.repeat(90)],
  ],
  ['81: right to left', ['clip\u202Egpm.exe', '\u2066a\u2069', '\u200fx']],
  ['84: what the page’s addresses are made of', ['a\0b', '//host', '?x=1#y', '%00']],
];

test.each(HOSTILE)('%s give names that are safe on every system, by every template', (_what, names) => {
  const templates = [
    DEFAULT_NAME,
    '{n}',
    '',
    '{image}',
    '{prompt} {image}',
    '{n}-{image}',
    '../{image}:{n}.',
  ];
  for (const name of names)
    for (const template of templates) {
      const plan = planName(template, { image: name, prompt: name, modelId: 'a/b/c', createdAt: 0 });
      for (const file of freeClipNames(plan, new Set()).take(2)) expectSafe(file);
    }
});

function expectSafe(file: string): void {
  expect(file).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*\.mp4$/u);
  expect(file.split('.')[0]).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d|conin|conout)$/i);
  expect(Buffer.byteLength(`.${file}.kinora.json.0123456789ab.tmp`)).toBeLessThanOrEqual(255);
  expect(file.normalize('NFC')).toBe(file);
  expect(file.isWellFormed()).toBe(true);
}

describe('templates', () => {
  const facts = {
    image: 'Harbour Dawn.jpg',
    prompt: 'Waves roll in, v1.5',
    modelId: 'alibaba-plus/wan-2.6-flash/image-to-video',
    createdAt: new Date(2026, 10, 21, 9, 5).getTime(),
  };
  const names = (template: string, taken: readonly string[] = []) => [
    ...freeClipNames(planName(template, facts), new Set(taken.map(nameKey))).take(2),
  ];

  test.each([
    [DEFAULT_NAME, 'harbour-dawn-01.mp4', 'harbour-dawn-02.mp4'],
    ['{image}', 'harbour-dawn.mp4', 'harbour-dawn-02.mp4'],
    [
      '{date} {time} {prompt}',
      '2026-11-21-09-05-waves-roll-in-v1-5.mp4',
      '2026-11-21-09-05-waves-roll-in-v1-5-02.mp4',
    ],
    ['{n} {image}', '01-harbour-dawn.mp4', '02-harbour-dawn.mp4'],
    ['Trip_{n}_{model}', 'trip-01-wan-2-6-flash.mp4', 'trip-02-wan-2-6-flash.mp4'],
    ['{unknown}', 'unknown.mp4', 'unknown-02.mp4'],
    ['', 'clip.mp4', 'clip-02.mp4'],
    ['{n}', 'clip-01.mp4', 'clip-02.mp4'],
  ])('%s', (template, ...expected) => {
    expect(names(template)).toEqual(expected);
  });

  test.each([
    ['{foo}/..', '{foo}'],
    ['{image}/..', '/'],
    ['..\\{image}', '..'],
    ['{image}\\{n}', '\\'],
    ['{image', '{image'],
    ['image}', '}'],
    ['{{n}}', '{'],
    ['{N}', '{N}'],
    ['{}', '{}'],
    ['.{n}.', null],
    ['Trip: {image}-{n}', null],
    ['', null],
  ])('%s: %s means nothing', (template, odd) => {
    expect(oddInTemplate(template)).toBe(odd);
  });

  test('every token is one, and the default gives the names of ever', () => {
    for (const token of NAME_TOKENS) expect(oddInTemplate(`{${token}}`)).toBeNull();
    for (const token of NAME_TOKENS) expect(nthName(planName(`{${token}}`, facts), 1)).not.toContain(token);
    expect(planName(DEFAULT_NAME, facts)).toEqual(plainName(facts.image));
  });

  test('82: names that differ in case or in how letters are composed only are one', () => {
    expect(names('{image}', ['HARBOUR-DAWN.MP4'])[0]).toBe('harbour-dawn-02.mp4');
    const cafe = { ...facts, image: 'Cafe\u0301.png' };
    expect([
      ...freeClipNames(planName('{image}', cafe), new Set([nameKey('CAF\u00c9.mp4')])).take(1),
    ]).toEqual(['café-02.mp4']);
  });
});

test('whatever the name, the file name is safe on every system', () => {
  const nasty = fc.constantFrom(
    'CON',
    '..',
    '/',
    '\\',
    ':',
    '\u202e',
    '\u200f',
    '\0',
    '.',
    ' ',
    '-',
    'é',
    '𝔄',
    '👩‍👩‍👧',
    'ß',
    'İ',
    '\ud800',
    'nul',
  );
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(nasty, fc.string({ maxLength: 3 })), { maxLength: 80 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(name, (text) => {
      const file = first(clipStem(text));
      expect(file).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*-01\.mp4$/u);
      if (file === undefined) return;
      expect(Buffer.byteLength(`.${file}.kinora.json.0123456789ab.tmp`)).toBeLessThanOrEqual(255);
      expect(file.normalize('NFC')).toBe(file);
      expect(file.isWellFormed()).toBe(true);
      expect(file.split('.')[0]).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/i);
    }),
    { numRuns: 3000 },
  );
});

describe('numbers', () => {
  test('the first free one', () => {
    expect(first('harbour')).toBe('harbour-01.mp4');
    expect(first('harbour', ['harbour-01.mp4'])).toBe('harbour-02.mp4');
    expect(first('harbour', ['HARBOUR-01.MP4'])).toBe('harbour-02.mp4');
    expect(first('harbour', ['harbour-01.kinora.json'])).toBe('harbour-02.mp4');
    expect(first('café', ['CAFE\u0301-01.mp4'])).toBe('café-02.mp4');
    expect(first('strasse', ['stra\u00dfe-01.mp4'])).toBe('strasse-02.mp4');
  });

  test('a thousand clips of one name have a thousand names', () => {
    const taken = new Set<string>();
    for (let n = 0; n < 1000; n += 1) {
      const name = freeClipNames(plainName('harbour'), taken).next().value ?? '';
      expect(taken.has(nameKey(name))).toBe(false);
      taken.add(nameKey(name));
    }
    expect(taken.has(nameKey('harbour-1000.mp4'))).toBe(true);
  });
});
