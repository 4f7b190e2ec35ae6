import type { Words } from '../../preload/contract/words.ts';
import { clips } from './de-nouns.ts';
import type { tools as en } from './en-tools.ts';
import { counted, hundredths, number, size } from './format.ts';

const seconds = (value: number): string => `${hundredths(value)} s`;

export const tools = {
  cancel: 'Abbrechen',
  seconds,

  making: (name) => `${name} entsteht`,
  workOn: { trim: (from) => `${from} wird gekürzt`, join: (from) => `${from} werden verbunden` },
  cancelled: 'Angehalten. Nichts wurde gesichert.',
  exported: (name) => `${name} exportiert`,
  exportedMany: (count, folder) => `${clips(count)} nach ${folder} exportiert`,
  exporting: (count, folder) =>
    `${clips(count)} ${count === 1 ? 'wird' : 'werden'} nach ${folder} exportiert`,
  exportStopped: (done, count, folder) =>
    `Angehalten. ${number(done)} von ${clips(count)} sind in ${folder}.`,
  saved: (name) => `Als ${name} gesichert`,
  openClip: 'Öffnen',
  frameSaved: (name) => `${name} gesichert`,
  soundLost: (name) => `Der Ton von ${name} lässt sich nicht mitnehmen.`,
  saveSilent: 'Ohne Ton sichern',
  startFrame: (name) => `Ein Bild aus ${name} ist das Startbild`,
  startBoth: (name) => `Ein Bild aus ${name} ist Startbild und Bild`,
  startImage: (name) => `Ein Bild aus ${name} ist das Ausgangsbild`,

  exportTitle: (name) => `${name} exportieren`,
  exportTitleMany: (count) => `${clips(count)} exportieren`,
  part: 'Teil',
  whole: 'Ganzer Clip',
  marked: (length) => `In bis Out, ${seconds(length)}`,
  format: 'Format',
  formats: { mp4: 'MP4', gif: 'GIF', webm: 'WebM' },
  width: 'Breite',
  widthValue: (pixels) => `${number(pixels)} px`,
  fps: 'Bilder pro Sekunde',
  recipe: 'Mit Rezept',
  recipeMany: 'Mit Rezepten',
  recipeNote: 'Prompt und Einstellungen, in einer kleinen Datei neben dem Video.',
  asItIs: (bytes) => `Die Datei, wie sie ist, ${size(bytes)}.`,
  asTheyAre: 'Die Dateien, wie sie sind. Du wählst den Ordner.',
  looking: 'Sieht sich den Clip an…',
  lossless: (length) => `${seconds(length)}, verlustfrei geschnitten.`,
  encoded: (length) => `${seconds(length)}, auf das Bild genau. Das Bild wird neu kodiert.`,
  webmFacts: (length) => `${seconds(length)}, als VP9 kodiert.`,
  gifFacts: (width, height, frames) =>
    `${number(width)} × ${number(height)}, ${counted(frames, 'Einzelbild', 'Einzelbilder')}.`,
  sound: {
    none: '',
    kept: 'Der Ton bleibt, wie er ist.',
    encoded: 'Der Ton wird als Opus kodiert.',
    lost: 'Der Ton lässt sich nicht mitnehmen.',
    gif: 'Ein GIF hat keinen Ton.',
  },
  export: 'Exportieren…',
  exportSilent: 'Ohne Ton exportieren…',

  joinTitle: (count) => `${clips(count)} verbinden`,
  joinBody: 'Sie laufen nacheinander, in dieser Reihenfolge. Daraus wird ein neuer Clip.',
  order: 'Reihenfolge',
  earlier: (name) => `${name} nach oben`,
  later: (name) => `${name} nach unten`,
  leaveOut: (name) => `${name} weglassen`,
  moved: (name, at, of) => `${name} ist ${at} von ${of}`,
  total: (length) => `Gesamt ${seconds(length)}`,
  joinMost: (most) => `Bis zu ${number(most)} Clips lassen sich auf einmal verbinden.`,
  joinLossless: 'Verlustfrei verbunden.',
  joinEncoded: (width, height) =>
    `Die Clips sind verschieden, darum werden alle mit ${number(width)} × ${number(height)} neu kodiert.`,
  joinSoundLost: 'Ihr Ton ist verschieden und lässt sich nicht mitnehmen.',
  join: (count) => `${clips(count)} verbinden`,
  joinSilent: 'Ohne Ton verbinden',
  joined: (name) => `${name} und andere`,
} as const satisfies Words<typeof en>;
