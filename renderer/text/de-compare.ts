import type { Words } from '../../preload/contract/words.ts';
import { clips } from './de-nouns.ts';
import type { compare as en } from './en-compare.ts';
import { seconds } from './format.ts';

export const compare = {
  view: 'Vergleich',
  layouts: { wipe: 'Schieber', side: 'Nebeneinander' },
  layout: 'Anordnung',
  handle: 'Wo der Schieber steht',
  handleAt: (percent) => `${percent} Prozent`,
  pane: (letter, name) => `Clip ${letter}: ${name}`,
  label: (letter, name, seconds) => `${letter} · ${name}, ${seconds}`,
  heard: 'Zu hören',
  openIt: 'Diesen Clip öffnen',
  takeOut: 'Aus dem Vergleich nehmen',
  differences: 'Unterschiede',
  same: 'Die Rezepte sind gleich. Nur der Zufall macht den Unterschied.',
  none: '–',
  prompt: 'Prompt',
  model: 'Modell',
  size: 'Größe',
  length: 'Länge',
  cost: 'Kosten',
  file: 'Datei',
  practice: 'Übung',
  seconds,
  gone: 'Weniger als zwei dieser Clips lassen sich abspielen.',

  pickTitle: 'Vergleichen mit',
  pickBody: 'Wähle einen bis drei Clips. Sie laufen im Gleichschritt.',
  related: 'Verwandt',
  others: 'Bibliothek',
  search: 'Clips suchen',
  noMatch: 'Kein Clip passt.',
  go: (count) => (count === 0 ? 'Wähle einen Clip' : `${clips(count + 1)} vergleichen`),
} as const satisfies Words<typeof en>;
