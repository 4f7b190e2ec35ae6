/** Characters of a name's words; with number and ending it stays far below 255 bytes and Windows' path limit. */
const MAX_CHARS = 60;
const MAX_BYTES = 120;
const FALLBACK = 'clip';
/** Windows opens devices under these names, whatever the ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d|conin|conout)$/;

/**
 * The words of a file name, for naming clips after it: lower case, letters and digits of any script, joined by
 * hyphens; `Harbour Dawn (2).JPG` gives `harbour-dawn-2`. Never empty and never a name that a system reserves.
 */
export function clipStem(sourceName: string): string {
  const base = sourceName.slice(0, 1000).replace(/\.[A-Za-z0-9]{1,5}$/, '');
  const words = base
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
  return stem === '' || RESERVED.test(stem) ? [FALLBACK, stem].filter(Boolean).join('-') : stem;
}

/** What two names must differ in to be two files on every file system. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC');
}

/**
 * Free names for a new clip, `harbour-dawn-01.mp4` first, in rising order without gaps to look for.
 * @param taken keys (`nameKey`) of everything in the folder.
 */
export function* freeClipNames(stem: string, taken: ReadonlySet<string>): Generator<string> {
  for (let n = 1; n < 1_000_000; n += 1) {
    const numbered = `${stem}-${String(n).padStart(2, '0')}`;
    if (taken.has(nameKey(`${numbered}.mp4`)) || taken.has(nameKey(`${numbered}.kinora.json`))) continue;
    yield `${numbered}.mp4`;
  }
}

function fits(text: string): boolean {
  return text.length <= MAX_CHARS && Buffer.byteLength(text) <= MAX_BYTES;
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
