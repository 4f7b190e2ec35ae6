import type { Words } from '../../preload/contract/words.ts';
import type { help as en, HelpGroup } from './en-help.ts';

const groups: readonly HelpGroup[] = [
  {
    title: 'Überall',
    keys: [
      [['1', '2', '3'], 'Ansicht wechseln'],
      [['q'], 'Warteschlange'],
      [['mod+,'], 'Einstellungen'],
      [['mod+o'], 'Bilder wählen'],
      [['mod+v'], 'Bild einfügen'],
      [['mod+z', 'mod+shift+z'], 'Rückgängig, wiederherstellen'],
      [['Escape'], 'Schließen, zurück'],
      [['?'], 'Diese Übersicht'],
      [['F10'], 'Alle Befehle, als Menü'],
    ],
  },
  {
    title: 'Animieren',
    keys: [
      [['mod+Enter'], 'Animieren'],
      [['ArrowLeft', 'ArrowRight', 'Home', 'End'], 'Bild auswählen, im Streifen'],
      [['shift+ArrowLeft', 'shift+ArrowRight'], 'Mehrere auswählen, im Streifen'],
      [['mod+a'], 'Alle auswählen, im Streifen'],
      [['alt+ArrowLeft', 'alt+ArrowRight'], 'Bild, Referenz oder wartenden Clip verschieben'],
      [['Delete'], 'Bild oder Referenz entfernen'],
      [['c'], 'Bild zuschneiden'],
      [['alt+ArrowDown'], 'Mehr zu einer Referenz'],
      [['@'], 'Ein Bild nennen, im Prompt'],
      [['[', ']'], '1 s kürzer, länger'],
      [['mod+shift+m'], 'Anderes Modell'],
    ],
  },
  {
    title: 'Bibliothek',
    keys: [
      [['/', 'mod+f'], 'Suchen'],
      [['c', 'mod+e'], 'Auswahl vergleichen, exportieren'],
      [['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], 'Bewegen'],
      [['Enter'], 'Öffnen'],
      [['Space'], 'Vorschau'],
      [['x'], 'Auswählen'],
      [['shift+ArrowLeft', 'shift+ArrowRight'], 'Mehrere auswählen'],
      [['mod+a'], 'Alle auswählen'],
      [['h'], 'Favorit'],
      [['t'], 'Schlagwort'],
      [['p', 'n'], 'Behalten, verwerfen'],
      [['alt+1', 'alt+5'], 'Bewertung (Alt 0: keine)'],
      [['Delete'], 'In den Papierkorb'],
    ],
  },
  {
    title: 'Clip',
    keys: [
      [['Space', 'k'], 'Abspielen, Pause'],
      [['j', 'l'], 'Zurück, vor; noch einmal: schneller'],
      [['ArrowLeft', 'ArrowRight'], 'Ein Einzelbild'],
      [['shift+ArrowLeft', 'shift+ArrowRight'], 'Eine Sekunde'],
      [['i', 'o'], 'In-, Out-Punkt'],
      [['Home', 'End'], 'Zum In-, Out-Punkt'],
      [[',', '.'], 'Langsamer, schneller'],
      [['shift+l'], 'Wiederholen'],
      [['m'], 'Ton'],
      [['f'], 'Vollbild'],
      [['s', 'shift+s'], 'Einzelbild sichern, letztes Bild als Startbild'],
      [['c'], 'Vergleichen'],
      [['w'], 'Schieber oder nebeneinander, beim Vergleich'],
      [['r'], 'Rezept übernehmen'],
      [['mod+e'], 'Exportieren'],
      [['h', 't', 'p', 'n'], 'Favorit, Schlagwort, behalten, verwerfen'],
      [['alt+1', 'alt+5'], 'Bewerten, 1 bis 5 Sterne'],
      [['ArrowUp', 'ArrowDown'], 'Voriger, nächster Clip'],
      [['Delete'], 'In den Papierkorb'],
    ],
  },
];

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Space: 'Leertaste',
  Home: 'Pos1',
  End: 'Ende',
};

export const help = {
  title: 'Tastenkürzel',
  off: 'Kürzel mit einer Taste sind in den Einstellungen ausgeschaltet.',
  groups,
  names,
  mac: { mod: '⌘', shift: '⇧', alt: '⌥', Enter: '↵', Delete: '⌫' },
  other: { mod: 'Strg', shift: '⇧', alt: 'Alt', Enter: '↵', Delete: 'Entf' },
} as const satisfies Words<typeof en>;
