import type { Words } from '../../preload/contract/words.ts';
import { clips, files, videos } from './de-nouns.ts';
import type { folders as en } from './en-folders.ts';
import { counted, number, plural, size } from './format.ts';

export const folders = {
  locate: 'Suchen…',
  locateNamed: (name) => `${name} suchen…`,
  remove: 'Aus der Bibliothek nehmen',
  away: 'Datenträger nicht verbunden',
  awayBody: 'Verbinde den Datenträger, auf dem er liegt. Der Clip kommt von selbst zurück.',
  missing: 'Datei fehlt',
  missingBody:
    'Sie wurde außerhalb von Kinora bewegt oder gelöscht. Prompt und Einstellungen sind noch hier.',
  located: (count) => (count === 1 ? 'Clip gefunden' : `${clips(count)} gefunden`),
  differentTitle: 'Das ist nicht dasselbe Video.',
  differentBody: 'Sein Inhalt ist ein anderer. Hast du es bearbeitet, nimm es trotzdem.',
  useAnyway: 'Trotzdem nehmen',

  title: 'Bibliothek',
  numbers: ({ clips: count, bytes, freeBytes }) =>
    `${count === 0 ? 'Noch keine Clips' : `${clips(count)}, ${size(bytes)}`}.${freeBytes === null ? '' : ` ${size(freeBytes)} frei.`}`,
  states: {
    reading: 'Wird gelesen',
    ready: '',
    'read-only': 'Schreibgeschützt: Die Clips laufen, lassen sich aber nicht ändern.',
    away: 'Nicht verbunden. Die Clips warten darauf.',
  },
  primary: 'Hierher kommen neue Clips',
  actions: (name) => `Mehr zu ${name}`,
  makePrimary: 'Neue Clips hierher',
  show: 'Zeigen',
  showNamed: (name) => `${name} zeigen`,
  move: 'An einen anderen Ort bewegen…',
  takeOut: 'Aus der Bibliothek nehmen',
  takenOut: (name) => `${name} aus der Bibliothek genommen`,
  takenOutBody: 'Im Ordner wurde nichts angerührt.',
  adopt: 'Videos hinzufügen',
  adoptBody: (count) =>
    `${videos(count)} darin ${plural(count, 'ist', 'sind')} noch nicht in deiner Bibliothek.`,
  add: 'Ordner hinzufügen…',
  added: (count) => (count === 0 ? 'Ordner hinzugefügt' : `Ordner mit ${clips(count)} hinzugefügt`),
  change: 'Ändern…',
  changed: 'Neue Clips kommen in den neuen Ordner',
  undo: 'Rückgängig',
  moving: (done, total) => `${size(done)} von ${size(total)} bewegt`,
  moved: 'Ordner bewegt',
  lookAgainRow: 'Ordner',
  lookAgain: 'Nachsehen',
  lookAgainHint: 'Findet, was außerhalb von Kinora bewegt, geändert oder gelöscht wurde.',
  looked: (report) => {
    const parts = [
      report.added > 0 && `${number(report.added)} neu oder bewegt`,
      report.back > 0 && `${number(report.back)} wieder da`,
      report.edited > 0 && `${number(report.edited)} geändert`,
      report.gone > 0 && `${number(report.gone)} fehlen`,
      report.unreadable > 0 && `${number(report.unreadable)} mit unlesbaren Notizen`,
    ].filter((part) => part !== false);
    return parts.length === 0 ? 'Nichts hat sich geändert' : parts.join(', ');
  },
  reading: (done, total) => `${number(done)} von ${clips(total)} gelesen`,

  nameLabel: 'Namen neuer Clips',
  nameExample: (name) => `${name}.mp4`,
  nameSample: { image: 'Hafen am Morgen.jpg', prompt: 'Wellen rollen heran' },
  nameOdd: (odd) =>
    odd.startsWith('{')
      ? `${odd} bedeutet hier nichts. Setze eines der Wörter unten ein. Nicht gespeichert.`
      : `Ein Name kann ${odd} nicht enthalten. Nicht gespeichert.`,
  nameTokens: 'Einsetzen',
  nameToken: {
    image: 'Name des Bildes',
    prompt: 'Wörter des Prompts',
    date: 'Tag der Erstellung',
    time: 'Uhrzeit der Erstellung',
    model: 'Modell',
    n: 'Nummer, damit keine zwei gleich heißen',
  },

  import: 'Videos…',
  importFolder: 'Ordner…',
  importRow: 'Importieren',
  importHint: 'Kopiert Videos in deine Bibliothek. Was schon da ist, wird übersprungen.',
  importing: (done, total) => `${number(done)} von ${videos(total)} importiert`,
  importStop: 'Anhalten',
  imported: ({ added, known, restored, cancelled }) => {
    const parts = [
      restored > 0 && `${counted(restored, 'fehlender Clip', 'fehlende Clips')} wieder da`,
      known > 0 && `${number(known)} schon in der Bibliothek`,
      cancelled && 'vorzeitig angehalten',
    ].filter((part) => part !== false);
    const title = added === 0 ? 'Nichts Neues importiert' : `${videos(added)} importiert`;
    return { title, body: parts.length === 0 ? '' : `${parts.join(', ')}.` };
  },
  importFailed: (failed) => `${files(failed)} ließ${plural(failed, '', 'en')} sich nicht importieren`,
  dropping: 'Ablegen, um in deine Bibliothek zu importieren',
} as const satisfies Words<typeof en>;
