import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipStem, freeClipNames, nameKey } from '../../../main/core/library/clip-name.ts';

const first = (stem: string, taken: readonly string[] = []): string | undefined =>
  freeClipNames(stem, new Set(taken.map(nameKey))).next().value ?? undefined;

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
      const name = freeClipNames('harbour', taken).next().value ?? '';
      expect(taken.has(nameKey(name))).toBe(false);
      taken.add(nameKey(name));
    }
    expect(taken.has(nameKey('harbour-1000.mp4'))).toBe(true);
  });
});
