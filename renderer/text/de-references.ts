import type { Words } from '../../preload/contract/words.ts';
import { images } from './de-nouns.ts';
import type { references as en } from './en-references.ts';
import { counted, list, number, plural, seconds } from './format.ts';

const missing = (names: readonly string[]): string =>
  `${list(names)}, aber ${plural(names.length, 'das ist', 'die sind')} nicht da.`;

export const references = {
  title: 'Referenzen',
  shared: 'Gelten für jeden Clip',
  hint: 'Zusätzliche Referenzen werden manchmal nicht beachtet.',
  unused: (model, count) =>
    count === 1
      ? `${model} benutzt deine Referenz nicht. Sie bleibt für ein Modell, das es tut.`
      : `${model} benutzt keine deiner ${number(count)} Referenzen. Sie bleiben für ein Modell, das es tut.`,
  images: 'Referenzbilder',
  others: 'Video, Startbild und Stimme',
  // The names that the model knows them by; a prompt has to call them so in any language.
  image: (at) => `Image ${at}`,
  video: 'Video 1',
  videoSlot: 'Video',
  startFrame: 'Startbild',
  voice: 'Stimme',
  withSeconds: (name, length) => `${name}, ${length}`,
  seconds,
  emptyImage: (place) => `Referenzbild ${place} hinzufügen`,
  empty: {
    startFrame: 'Startbild hinzufügen',
    video: 'Video als Referenz hinzufügen',
    voice: 'Stimme hinzufügen',
  },
  filledImage: (at, file) => `Image ${at}, Referenz: ${file}`,
  filled: {
    startFrame: (file) => `Startbild: ${file}`,
    video: (file, length) => `Video 1, ${length}: ${file}`,
    voice: (file, length) => `Stimme, ${length}: ${file}`,
  },
  reading: (file) => `${file}, wird gelesen`,
  failed: (file, why) => `${file}: ${why}`,
  wants: {
    image: 'Ein Bild',
    startFrame: 'Der Clip beginnt mit genau diesem Bild',
    video: 'MP4 oder WebM, 1 bis 30 s, bis 100 MB',
    voice: 'WAV oder MP3, 1 bis 10 s, bis 15 MB. Gibt den Klang der Stimme, nicht die Worte',
  },
  more: (name) => `Mehr zu ${name}`,
  moreTitle: 'Mehr',
  remove: (name) => `${name} entfernen`,
  removed: (file) => `${file} entfernt`,
  full: (left) => `Für ${images(left)} war kein Platz mehr frei.`,
  pick: 'Datei wählen…',
  replace: 'Ersetzen…',
  fromLibrary: 'Aus der Bibliothek wählen…',
  useSelected: 'Das ausgewählte Bild nehmen',
  left: 'Nach links',
  right: 'Nach rechts',
  toStartFrame: 'Zum Startbild machen',
  toImages: 'Zu den Bildern',
  takeOut: 'Entfernen',
  play: 'Stimme abspielen',
  pause: 'Stimme anhalten',
  unplayable: 'Diese Stimme lässt sich hier nicht abspielen.',
  chooser: 'Referenz wählen',

  libraryTitle: { image: 'Bild eines Clips wählen', video: 'Referenzvideo wählen' },
  libraryBody: {
    image: 'Genommen wird das Bild, aus dem der Clip entstand.',
    video: 'Genommen wird der Clip selbst. Er darf 1 bis 30 Sekunden lang sein.',
  },
  librarySearch: 'Clips suchen',
  libraryNone: 'Es gibt noch keine Clips.',
  libraryNoMatch: 'Kein Clip passt.',
  libraryMore: 'Mehr zeigen',
  libraryClip: (prompt, length) => `${prompt}, ${length}`,
  cancel: 'Abbrechen',

  addOne: 'Füge ein Bild hinzu.',
  leftOut: (file) => `${file} ist nicht zu gebrauchen. Die Clips entstehen ohne diese Datei.`,
  tooMany: (count, max) =>
    `Das sind ${number(count)} Referenzen je Clip. Das Modell nimmt ${number(max)}; den Rest beachtet es vielleicht nicht.`,
  small: (file, side, least) =>
    `${file} ist klein: ${number(side)} px an der kurzen Seite. Das Modell möchte mindestens ${number(least)} px.`,
  large: (file, side, most) =>
    `${file} ist groß: ${number(side)} px an der langen Seite. Das Modell nimmt bis zu ${number(most)} px.`,
  odd: (file, most) => `${file} ist zu schmal. Das Modell nimmt Formen bis ${number(most)} : 1.`,
  shapeDecided: 'Das Startbild bestimmt die Form.',
  multiNeeds: 'Für mehrere Aufnahmen muss der Prompt ausgebaut werden.',
  turnOn: 'Einschalten',

  names: 'Was der Prompt nennen kann',
  namesSpoken: (count) =>
    `${counted(count, 'Name', 'Namen')} zur Wahl. Nimm die Pfeiltasten und Enter, oder Escape.`,
  eachImage: (count) => (count === 1 ? 'Das Bild des Clips' : `Jedes der ${number(count)} Bilder`),
  gone: (names) => `Der Prompt nennt ${missing(names)}`,
  goneElsewhere: (names) => `Ein anderer Prompt nennt ${missing(names)}`,
} as const satisfies Words<typeof en>;
