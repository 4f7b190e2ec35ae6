import { counted } from './format.ts';

/** Words for what makes more of a batch than one clip from each picture, and for presets. */
export const batch = {
  button: 'Batch',
  title: 'More from each image',
  words: 'Prompt',
  forAll: 'One for all',
  perImage: 'One per image',
  addPrompt: 'Add another prompt',
  prompt: (at: number) => `Prompt ${at}`,
  removePrompt: (at: number) => `Remove prompt ${at}`,
  promptRemoved: (at: number) => `Prompt ${at} removed`,
  ownOf: (name: string) => `Only for ${name}`,
  sharedOf: (name: string) => `${name}, as all others until you type`,
  applyToAll: 'Apply to all',
  applied: 'All images have this prompt now',
  ownMark: 'has its own prompt',
  selected: (count: number) => `${count} selected`,
  severalEach: 'Several clips from each',
  oneEachOwn: 'One clip from each, with its own prompt',
  variations: 'Variations',
  otherSeeds: 'Each with another seed',
  simplyAgain: 'The same again; each comes out different',
  fewer: 'One variation less',
  another: 'One variation more',
  variationsChip: (count: number) => counted(count, 'variation'),
  variationsRemoved: 'Back to one of each',
  alsoWith: 'Also with',
  duration: 'Duration',
  resolution: 'Resolution',
  addSetting: (price: string) => `Add · ${price} per clip`,
  isThere: 'These settings are in the batch already',
  settingRemoved: 'Settings removed',
  panel: 'The settings in the panel',
  gone: 'A model that is not here',
  remove: (what: string) => `Remove ${what}`,
  name: 'Batch name',
  namePlaceholder: 'Optional',
} as const;

/** Words for presets. */
export const presets = {
  button: 'Presets',
  title: 'Saved prompts and settings',
  none: 'Save a prompt or settings that you want to use again.',
  parts: { all: 'Everything', prompt: 'Prompt', settings: 'Settings' },
  applied: (name: string) => `${name} applied`,
  noModel: (name: string) => `${name} is for a model that is not here.`,
  removed: (name: string) => `${name} removed`,
  rename: (name: string) => `Rename ${name}`,
  newName: (name: string) => `New name for ${name}`,
  remove: (name: string) => `Remove ${name}`,
  save: 'Save as a preset',
  saveButton: 'Save',
  name: 'Preset name',
  noWords: 'There is no prompt to save',
  import: 'Import…',
  export: 'Export…',
  imported: (added: number, known: number) =>
    added === 0 && known > 0
      ? 'All of these presets are here already'
      : known === 0
        ? `${counted(added, 'preset')} added`
        : `${counted(added, 'preset')} added, ${known} here already`,
  exported: 'Presets exported',
} as const;
