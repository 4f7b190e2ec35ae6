/** The map of shortcuts: what exists, and nothing else. `mod` is Ctrl, or Cmd on macOS. */
export interface HelpGroup {
  readonly title: string;
  readonly keys: readonly (readonly [combos: readonly string[], words: string])[];
}

const groups: readonly HelpGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      [['1', '2', '3'], 'Switch view'],
      [['q'], 'Queue'],
      [['mod+,'], 'Settings'],
      [['mod+o'], 'Choose images'],
      [['mod+v'], 'Paste image'],
      [['mod+z', 'mod+shift+z'], 'Undo, redo'],
      [['Escape'], 'Close, back'],
      [['?'], 'This map'],
      [['F10'], 'All commands, as a menu'],
    ],
  },
  {
    title: 'Animate',
    keys: [
      [['mod+Enter'], 'Animate'],
      [['ArrowLeft', 'ArrowRight', 'Home', 'End'], 'Select image, in the strip'],
      [['shift+ArrowLeft', 'shift+ArrowRight'], 'Select several, in the strip'],
      [['mod+a'], 'Select all, in the strip'],
      [['alt+ArrowLeft', 'alt+ArrowRight'], 'Move image, reference or waiting clip'],
      [['Delete'], 'Remove image or reference'],
      [['c'], 'Crop image'],
      [['alt+ArrowDown'], 'More for a reference'],
      [['@'], 'Name an image, in the prompt'],
      [['[', ']'], '1 s shorter, longer'],
      [['mod+shift+m'], 'Other model'],
    ],
  },
  {
    title: 'Library',
    keys: [
      [['/', 'mod+f'], 'Search'],
      [['c', 'mod+e'], 'Compare, export what is selected'],
      [['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], 'Move'],
      [['Enter'], 'Open'],
      [['Space'], 'Preview'],
      [['x'], 'Select'],
      [['shift+ArrowLeft', 'shift+ArrowRight'], 'Select several'],
      [['mod+a'], 'Select all'],
      [['h'], 'Favourite'],
      [['t'], 'Tag'],
      [['p', 'n'], 'Keep, reject'],
      [['alt+1', 'alt+5'], 'Rating (Alt 0: none)'],
      [['Delete'], 'Move to trash'],
    ],
  },
  {
    title: 'Clip',
    keys: [
      [['Space', 'k'], 'Play, pause'],
      [['j', 'l'], 'Back, forward; again: faster'],
      [['ArrowLeft', 'ArrowRight'], 'One frame'],
      [['shift+ArrowLeft', 'shift+ArrowRight'], 'One second'],
      [['i', 'o'], 'In, out point'],
      [['Home', 'End'], 'To the in, out point'],
      [[',', '.'], 'Slower, faster'],
      [['shift+l'], 'Loop'],
      [['m'], 'Sound'],
      [['f'], 'Full screen'],
      [['s', 'shift+s'], 'Save frame, start from last frame'],
      [['c'], 'Compare'],
      [['w'], 'Wipe or side by side, comparing'],
      [['r'], 'Recipe to Animate'],
      [['mod+e'], 'Export'],
      [['h', 't', 'p', 'n'], 'Favourite, tag, keep, reject'],
      [['alt+1', 'alt+5'], 'Rate, 1 to 5 stars'],
      [['ArrowUp', 'ArrowDown'], 'Previous, next clip'],
      [['Delete'], 'Move to trash'],
    ],
  },
];

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Space: 'Space',
  Home: 'Home',
  End: 'End',
};

/** Words of the shortcut map. */
export const help = {
  title: 'Keyboard shortcuts',
  off: 'Single-key shortcuts are turned off in Settings.',
  groups,
  names,
  mac: { mod: '⌘', shift: '⇧', alt: '⌥', Enter: '↵', Delete: '⌫' },
  other: { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', Enter: '↵', Delete: 'Delete' },
} as const;
