import type { Words } from '../../preload/contract/words.ts';
import { variations } from './de-nouns.ts';
import type { batch as batchEn, presets as presetsEn } from './en-batch.ts';
import { counted, number } from './format.ts';

export const batch = {
  button: 'Stapel',
  title: 'Mehr aus jedem Bild',
  words: 'Prompt',
  forAll: 'Einer für alle',
  perImage: 'Einer je Bild',
  addPrompt: 'Noch ein Prompt',
  prompt: (at) => `Prompt ${at}`,
  removePrompt: (at) => `Prompt ${at} entfernen`,
  promptRemoved: (at) => `Prompt ${at} entfernt`,
  ownOf: (name) => `Nur für ${name}`,
  sharedOf: (name) => `${name}, wie alle anderen, bis du tippst`,
  applyToAll: 'Für alle nehmen',
  applied: 'Alle Bilder haben jetzt diesen Prompt',
  ownMark: 'hat einen eigenen Prompt',
  selected: (count) => `${number(count)} ausgewählt`,
  severalEach: 'Mehrere Clips aus jedem',
  oneEachOwn: 'Ein Clip aus jedem, mit eigenem Prompt',
  variations: 'Varianten',
  otherSeeds: 'Jede mit einem anderen Seed',
  simplyAgain: 'Dasselbe noch einmal; jedes Mal wird es anders',
  fewer: 'Eine Variante weniger',
  another: 'Eine Variante mehr',
  variationsChip: variations,
  variationsRemoved: 'Wieder eins von jedem',
  alsoWith: 'Auch mit',
  duration: 'Dauer',
  resolution: 'Auflösung',
  addSetting: (price) => `Hinzufügen · ${price} je Clip`,
  isThere: 'Diese Einstellungen sind schon im Stapel',
  settingRemoved: 'Einstellungen entfernt',
  panel: 'Die Einstellungen rechts',
  gone: 'Ein Modell, das es hier nicht gibt',
  remove: (what) => `${what} entfernen`,
  name: 'Name des Stapels',
  namePlaceholder: 'Optional',
} as const satisfies Words<typeof batchEn>;

export const presets = {
  button: 'Vorlagen',
  title: 'Gespeicherte Prompts und Einstellungen',
  none: 'Speichere einen Prompt oder Einstellungen, die du wieder brauchst.',
  parts: { all: 'Alles', prompt: 'Prompt', settings: 'Einstellungen' },
  applied: (name) => `${name} übernommen`,
  noModel: (name) => `${name} gehört zu einem Modell, das es hier nicht gibt.`,
  removed: (name) => `${name} entfernt`,
  rename: (name) => `${name} umbenennen`,
  newName: (name) => `Neuer Name für ${name}`,
  remove: (name) => `${name} entfernen`,
  save: 'Als Vorlage speichern',
  saveButton: 'Speichern',
  name: 'Name der Vorlage',
  noWords: 'Es gibt keinen Prompt zum Speichern',
  import: 'Importieren…',
  export: 'Exportieren…',
  imported: (added, known) => {
    if (added === 0 && known > 0) return 'Alle diese Vorlagen sind schon da';
    const news = `${counted(added, 'Vorlage', 'Vorlagen')} hinzugefügt`;
    return known === 0 ? news : `${news}, ${number(known)} schon da`;
  },
  exported: 'Vorlagen exportiert',
} as const satisfies Words<typeof presetsEn>;
