import type { Words } from '../../preload/contract/words.ts';
import { clips } from './de-nouns.ts';
import type { clip as clipEn, library as libraryEn } from './en-library.ts';
import { counted, number, seconds, size } from './format.ts';

export const library = {
  title: 'Bibliothek',
  clips,
  tile: (prompt, length, file) => `${prompt}, ${counted(length, 'Sekunde', 'Sekunden')}, ${file}`,
  noPrompt: 'Clip',
  seconds,
  emptyTitle: 'Hier wohnen deine Clips',
  emptyBody:
    'Jeder Clip, den du erstellst, wird auf diesem Computer gesichert. Du kannst ihn auch ohne Verbindung ansehen.',
  emptyGo: 'Ein Bild animieren',
  emptyPractice: 'Übungsmodus ausprobieren',
  failed: 'Die Bibliothek ließ sich nicht lesen.',
  retry: 'Noch einmal',
  loading: 'Clips werden geladen',
  missing: 'Datei fehlt',
  store: (count, bytes, folder) => `${clips(count)}, ${size(bytes)} in ${folder}`,
  storeEmpty: (folder) => `Noch keine Clips. Sie kommen in ${folder}`,
  free: (bytes) => `${size(bytes)} frei`,
  scrubTip: 'Zum Durchsehen darüberfahren',
  list: 'Clips',
  select: (name) => `${name} auswählen`,
  favourite: (name) => `Favorit: ${name}`,
  flags: { keep: 'Behalten', reject: 'Verworfen' },
  rated: 'Bewertet',
  unplayed: 'Noch nicht abgespielt',
  size: 'Größe der Clips',
  sizeOf: (pixels) => `${pixels} Pixel hoch`,
  preview: (name) => `Vorschau: ${name}`,
  placeOf: (at, of) => `${number(at)} von ${number(of)}`,
  jump: 'Stelle in der Bibliothek',
  jumpToDate: 'Zum Datum springen',
  dateAt: (day, month, count) => `${day} · ${clips(count)} im ${month}`,
} as const satisfies Words<typeof libraryEn>;

export const clip = {
  back: 'Bibliothek',
  backToClip: 'Clip',
  backTitle: 'Zurück',
  place: (at, of) => `${at} von ${of}`,
  previous: 'Voriger Clip',
  next: 'Nächster Clip',
} as const satisfies Words<typeof clipEn>;
