import type { MicroCents } from '../../preload/contract/money.ts';
import type { Span } from '../../preload/contract/vocabulary.ts';
import type { Words } from '../../preload/contract/words.ts';
import { clips, stars } from './de-nouns.ts';
import type {
  cleanUp as cleanUpEn,
  cull as cullEn,
  filters as filtersEn,
  saved as savedEn,
  selected as selectedEn,
  store as storeEn,
} from './en-find.ts';
import {
  compact,
  counted,
  dayShort,
  list,
  moment,
  money,
  number,
  percent,
  plural,
  seconds,
  size,
} from './format.ts';

const about = plural;
const quoted = (tags: readonly string[]): string => list(tags.map((tag) => `„${tag}“`));

export const cull = {
  group: 'Dein Urteil',
  favourite: 'Favorit',
  favourited: (count) =>
    about(count, 'Zu den Favoriten genommen', `${clips(count)} zu den Favoriten genommen`),
  unfavourited: (count) =>
    about(count, 'Aus den Favoriten genommen', `${clips(count)} aus den Favoriten genommen`),
  flag: { keep: 'Behalten', reject: 'Verwerfen' },
  flagged: {
    keep: (count) => about(count, 'Behalten', `${clips(count)} behalten`),
    reject: (count) => about(count, 'Verworfen', `${clips(count)} verworfen`),
  },
  unflagged: (count) =>
    about(count, 'Weder behalten noch verworfen', `${clips(count)} weder behalten noch verworfen`),
  rating: 'Bewertung',
  ratingNow: (count) => (count === 0 ? 'Bewertung: keine' : `Bewertung: ${stars(count)}`),
  rate: (count) => `Mit ${counted(count, 'Stern', 'Sternen')} bewerten`,
  rated: (given, count) => {
    if (given === 0) return about(count, 'Bewertung entfernt', `Bewertung von ${clips(count)} entfernt`);
    const withStars = `mit ${counted(given, 'Stern', 'Sternen')} bewertet`;
    return about(count, withStars.replace(/^m/, 'M'), `${clips(count)} ${withStars}`);
  },
  noStars: 'Keine Bewertung',
  stars,
  tag: 'Schlagwort',
  tags: 'Schlagwörter',
  addTag: 'Schlagwort hinzufügen',
  removeTag: (tag) => `Schlagwort ${tag} entfernen`,
  tagged: (tags, count) =>
    about(
      count,
      `${plural(tags.length, 'Schlagwort', 'Schlagwörter')} ${quoted(tags)} vergeben`,
      `${clips(count)} mit ${quoted(tags)} versehen`,
    ),
  untagged: (tag, count) =>
    about(count, `Schlagwort „${tag}“ entfernt`, `Schlagwort „${tag}“ von ${clips(count)} entfernt`),
  tagField: 'Schlagwort suchen oder anlegen',
  tagTitle: (count) => about(count, 'Schlagwörter', `Schlagwörter von ${clips(count)}`),
  makeTag: (tag) => `„${tag}“ anlegen`,
  makeTags: (tags) => `${quoted(tags)} hinzufügen`,
  noTags: 'Noch keine Schlagwörter. Tippe eins oder, mit Kommas, mehrere und drücke Enter.',
  onSome: (some, all) => `${number(some)} von ${number(all)}`,
  trash: { darwin: 'Papierkorb', win32: 'Papierkorb', linux: 'Papierkorb' },
  trashed: {
    darwin: (count) => `${clips(count)} im Papierkorb`,
    win32: (count) => `${clips(count)} im Papierkorb`,
    linux: (count) => `${clips(count)} im Papierkorb`,
  },
} as const satisfies Words<typeof cullEn>;

/** `3. Nov. bis 14. Nov.`, with the year where it is another one. */
function between(min: number | null, max: number | null, now: number): string {
  const year = (at: number): number => new Date(at).getFullYear();
  const here = (at: number | null): boolean => at === null || year(at) === year(now);
  const day = (at: number): string => dayShort(at, !(here(min) && here(max)));
  if (min === null) return max === null ? '' : `Bis ${day(max)}`;
  if (max === null) return `Seit ${day(min)}`;
  const [from, to] = [day(min), day(max)];
  return from === to ? from : `${from} bis ${to}`;
}

/** `Bis 5 s`, `Ab 5 s`, `2 bis 5 s`, or nothing. */
function amounts<T>(min: T | null, max: T | null, word: (value: T) => string): string | null {
  if (min === null) return max === null ? null : `Bis ${word(max)}`;
  if (max === null) return `Ab ${word(min)}`;
  return min === max ? word(min) : `${word(min)} bis ${word(max)}`;
}

const starSigns = (count: number): string => '★'.repeat(count);

const SPAN_WORDS = {
  today: 'Heute',
  week: 'Diese Woche',
  month: 'Dieser Monat',
  year: 'Dieses Jahr',
} satisfies Record<Span, string>;

/** The same in the middle of a sentence. */
const SPAN_INSIDE = {
  today: ' von heute',
  week: ' aus dieser Woche',
  month: ' aus diesem Monat',
  year: ' aus diesem Jahr',
} satisfies Record<Span, string>;

export const filters = {
  search: 'Clips suchen',
  placeholder: 'Suchen',
  clearSearch: 'Suche leeren',
  emptyField: 'Suchfeld leeren',
  chips: 'Filter',
  favourites: 'Favoriten',
  names: {
    favourite: 'Favoriten',
    date: 'Datum',
    model: 'Modell',
    tag: 'Schlagwort',
    cost: 'Kosten',
    duration: 'Dauer',
    resolution: 'Auflösung',
    rating: 'Bewertung',
    flag: 'Urteil',
    batch: 'Stapel',
    folder: 'Ordner',
    missing: 'Datei',
    unplayed: 'Abgespielt',
  },
  set: (name, value) => `${name}: ${value}`,
  clear: (name) => `${name} zurücksetzen`,
  clearAll: 'Filter zurücksetzen',
  any: { date: 'Jederzeit', cost: 'Beliebige Kosten', batch: 'Jeder Stapel', folder: 'Alle Ordner' },
  spans: SPAN_WORDS,
  range: 'Zwischen…',
  rangeTitle: { date: 'Erstellt zwischen', cost: 'Kosten zwischen', duration: 'Dauer' },
  from: 'Von',
  to: 'Bis',
  least: 'Mindestens',
  most: 'Höchstens',
  between,
  models: (count) => counted(count, 'Modell', 'Modelle'),
  tags: (count) => counted(count, 'Schlagwort', 'Schlagwörter'),
  resolutions: (count) => counted(count, 'Auflösung', 'Auflösungen'),
  and: ' + ',
  or: ' oder ',
  noTags: 'Noch hat kein Clip ein Schlagwort. Wähle Clips aus und drücke T.',
  noModels: 'Noch keine Clips.',
  findTag: 'Schlagwort suchen',
  tagsTogether: 'Clips mit',
  allTags: 'Allen',
  anyTag: 'Einem davon',
  cost: (min, max) => (max === 0 ? 'Kostenlos' : amounts<MicroCents>(min, max, money)),
  duration: (min, max) => amounts(min, max, seconds),
  dollars: (name) => `${name}, in Dollar`,
  inSeconds: (name) => `${name}, in Sekunden`,
  more: 'Mehr',
  moreTitle: 'Weitere Filter',
  ratingLeast: 'Bewertet mit mindestens',
  anyRating: 'Egal',
  atLeast: (least) => (least === 5 ? starSigns(5) : `Ab ${starSigns(least)}`),
  atLeastSpoken: (least) => (least === 5 ? '5 Sterne' : `Ab ${stars(least)}`),
  anyFlag: 'Egal',
  flags: { keep: 'Behalten', reject: 'Verworfen', none: 'Offen' },
  missing: 'Datei fehlt',
  unplayed: 'Noch nicht abgespielt',
  otherFolder: 'Ein anderer Ordner',
  batchOf: (at, now) => `Stapel, ${moment(at, now)}`,
  batchUnnamed: 'Stapel ohne Namen',
  counted: (name, count) => `${name} (${number(count)})`,
  count: number,
  about: compact,
  found: (count) => `${clips(count)} gefunden`,
  sort: 'Reihenfolge',
  sortNow: (order) => `Reihenfolge: ${order}`,
  sorts: {
    newest: 'Neueste zuerst',
    oldest: 'Älteste zuerst',
    best: 'Beste zuerst',
    longest: 'Längste zuerst',
    shortest: 'Kürzeste zuerst',
    costliest: 'Teuerste zuerst',
    largest: 'Größte zuerst',
    name: 'Nach Namen',
  },
  noneTitle: 'Kein Clip passt',
  noneBody: (search, span, more) => {
    const what = search === '' ? 'Nichts' : `Nichts mit „${search}“`;
    const when = span === null ? '' : SPAN_INSIDE[span];
    if (span === null && !more) return `Nichts passt zu „${search}“.`;
    return `${what}${when} passt zu diesen Filtern.`;
  },
} as const satisfies Words<typeof filtersEn>;

export const saved = {
  button: 'Gespeichert',
  title: 'Gespeicherte Suchen',
  none: 'Setze Filter oder suche, dann speichere das unter einem Namen.',
  name: 'Name der Suche',
  save: 'Diese Suche speichern',
  saveButton: 'Speichern',
  nothing: 'Suche erst, oder setze einen Filter',
  rename: (name) => `${name} umbenennen`,
  newName: (name) => `Neuer Name für ${name}`,
  remove: (name) => `${name} entfernen`,
  removed: (name) => `Suche „${name}“ entfernt`,
} as const satisfies Words<typeof savedEn>;

/** `15 s`, `2 min 5 s`, `3 h 20 min`: how long a film of all of them would be. */
function length(total: number): string {
  const whole = Math.round(total);
  if (whole < 60) return seconds(total);
  if (whole < 3600)
    return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const selected = {
  bar: (count) => `${clips(count)} ausgewählt`,
  count: (count) => `${number(count)} ausgewählt`,
  sum: (total, bytes) => `${length(total)}, ${size(bytes)}`,
  tag: 'Schlagwort…',
  verdict: 'Behalten oder verwerfen',
  verdictShort: 'Urteil',
  neither: 'Offen',
  export: 'Export…',
  join: 'Verbinden…',
  compare: 'Vergleichen',
  more: 'Mehr',
  dragOut: 'Ziehen',
  dragOutHint: 'Die Dateien in eine andere App ziehen',
  clear: 'Auswahl aufheben (Esc)',
} as const satisfies Words<typeof selectedEn>;

export const store = {
  full: (share) => `Speicher zu ${percent(share)} voll`,
  cleanUp: 'Aufräumen…',
} as const satisfies Words<typeof storeEn>;

const leftovers = (count: number): string => counted(count, 'Restdatei', 'Restdateien');

export const cleanUp = {
  title: 'Aufräumen',
  body: 'Was du wählst, kommt in den Papierkorb deines Systems, nie weiter.',
  looking: 'Sucht, was weg könnte…',
  groups: { rejected: 'Verworfen', duplicates: 'Doppelt', largest: 'Größte', missing: 'Fehlend' },
  hints: {
    rejected: 'Clips, die du verworfen hast.',
    duplicates: 'Derselbe Film ist mehr als einmal da. Einer bleibt: der, den du am besten fandest.',
    largest: 'Die Clips, die am meisten Platz brauchen.',
    missing: 'Ihre Dateien sind schon weg. Das nimmt auch Prompts und Einstellungen aus der Bibliothek.',
  },
  none: {
    rejected: 'Kein Clip ist verworfen. Drücke N auf einem Clip, um ihn zu verwerfen.',
    duplicates: 'Kein Film ist doppelt da.',
    largest: 'Noch keine Clips.',
    missing: 'Keine Datei fehlt.',
  },
  all: (count) => (count === 1 ? 'Der eine Clip' : `Alle ${clips(count)}`),
  clips: 'Clips, die weg könnten',
  rest: (count) => `${number(count)} weitere`,
  count: number,
  size,
  frees: (count, bytes) => `${clips(count)}, ${size(bytes)} würden frei`,
  leftovers: (count, bytes) => `${leftovers(count)}, ${size(bytes)}`,
  leftoversHint: 'Teile von Downloads und Bilder, die kein Clip braucht.',
  clear: 'In den Papierkorb',
  cleared: (count, bytes) => `${leftovers(count)} im Papierkorb, ${size(bytes)} frei geworden`,
} as const satisfies Words<typeof cleanUpEn>;
