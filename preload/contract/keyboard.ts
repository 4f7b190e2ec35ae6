/**
 * Every shortcut there is: what the page listens to, what the menu shows and does. `mod` is Ctrl, or Cmd on macOS.
 * A combination may mean something else in another place.
 */
export const PLACES = ['animate', 'library', 'clip', 'compare', 'settings'] as const;
export type Place = (typeof PLACES)[number];

const everywhere = PLACES;
const clips = ['library', 'clip'] as const;
const player = ['clip', 'compare'] as const;

export const SHORTCUTS = {
  animateView: { keys: ['1'], in: everywhere },
  libraryView: { keys: ['2'], in: everywhere },
  settingsView: { keys: ['3'], in: everywhere },
  queue: { keys: ['q'], in: everywhere },
  settings: { keys: ['mod+,'], in: everywhere },
  choose: { keys: ['mod+o'], in: everywhere },
  undo: { keys: ['mod+z'], in: everywhere },
  redo: { keys: ['mod+shift+z'], in: everywhere },
  selectAll: { keys: ['mod+a'], in: everywhere },
  back: { keys: ['Escape'], in: everywhere },
  map: { keys: ['?'], in: everywhere },
  commands: { keys: ['F10'], in: everywhere },

  animate: { keys: ['mod+Enter'], in: ['animate'] },
  imageBefore: { keys: ['ArrowLeft'], in: ['animate'] },
  imageAfter: { keys: ['ArrowRight'], in: ['animate'] },
  imagesBefore: { keys: ['shift+ArrowLeft'], in: ['animate'] },
  imagesAfter: { keys: ['shift+ArrowRight'], in: ['animate'] },
  imageEarlier: { keys: ['alt+ArrowLeft'], in: ['animate'] },
  imageLater: { keys: ['alt+ArrowRight'], in: ['animate'] },
  imageRemove: { keys: ['Delete'], in: ['animate'] },
  crop: { keys: ['c'], in: ['animate'] },
  shorter: { keys: ['['], in: ['animate'] },
  longer: { keys: [']'], in: ['animate'] },
  otherModel: { keys: ['mod+shift+m'], in: ['animate'] },

  search: { keys: ['mod+f', '/'], in: ['library'] },
  clipBefore: { keys: ['ArrowLeft'], in: ['library'] },
  clipAfter: { keys: ['ArrowRight'], in: ['library'] },
  clipAbove: { keys: ['ArrowUp'], in: ['library'] },
  clipBelow: { keys: ['ArrowDown'], in: ['library'] },
  firstClip: { keys: ['Home'], in: ['library'] },
  lastClip: { keys: ['End'], in: ['library'] },
  pageUp: { keys: ['PageUp'], in: ['library'] },
  pageDown: { keys: ['PageDown'], in: ['library'] },
  open: { keys: ['Enter'], in: ['library', 'compare'] },
  preview: { keys: ['Space'], in: ['library'] },
  select: { keys: ['x'], in: ['library'] },
  selectBefore: { keys: ['shift+ArrowLeft'], in: ['library'] },
  selectAfter: { keys: ['shift+ArrowRight'], in: ['library'] },
  selectUp: { keys: ['shift+ArrowUp'], in: ['library'] },
  selectDown: { keys: ['shift+ArrowDown'], in: ['library'] },
  selectToFirst: { keys: ['shift+Home'], in: ['library'] },
  selectToLast: { keys: ['shift+End'], in: ['library'] },
  selectPageUp: { keys: ['shift+PageUp'], in: ['library'] },
  selectPageDown: { keys: ['shift+PageDown'], in: ['library'] },

  favourite: { keys: ['h'], in: clips },
  tag: { keys: ['t'], in: clips },
  keep: { keys: ['p'], in: clips },
  reject: { keys: ['n'], in: clips },
  noStars: { keys: ['alt+0'], in: clips },
  oneStar: { keys: ['alt+1'], in: clips },
  twoStars: { keys: ['alt+2'], in: clips },
  threeStars: { keys: ['alt+3'], in: clips },
  fourStars: { keys: ['alt+4'], in: clips },
  fiveStars: { keys: ['alt+5'], in: clips },
  compare: { keys: ['c'], in: clips },
  export: { keys: ['mod+e'], in: clips },
  recipe: { keys: ['r'], in: ['clip'] },
  trash: { keys: ['Delete'], in: clips },

  play: { keys: ['Space', 'k'], in: player },
  backward: { keys: ['j'], in: player },
  forward: { keys: ['l'], in: player },
  frameBack: { keys: ['ArrowLeft'], in: player },
  frameOn: { keys: ['ArrowRight'], in: player },
  secondBack: { keys: ['shift+ArrowLeft'], in: player },
  secondOn: { keys: ['shift+ArrowRight'], in: player },
  inPoint: { keys: ['i'], in: player },
  outPoint: { keys: ['o'], in: player },
  toIn: { keys: ['Home'], in: player },
  toOut: { keys: ['End'], in: player },
  slower: { keys: [','], in: player },
  faster: { keys: ['.'], in: player },
  loop: { keys: ['shift+l'], in: player },
  sound: { keys: ['m'], in: player },
  fullScreen: { keys: ['f'], in: player },
  saveFrame: { keys: ['s'], in: ['clip'] },
  startFrame: { keys: ['shift+s'], in: ['clip'] },
  wipe: { keys: ['w'], in: ['compare'] },
  previousClip: { keys: ['ArrowUp'], in: player },
  nextClip: { keys: ['ArrowDown'], in: player },
} as const satisfies Readonly<
  Record<string, { readonly keys: readonly [string, ...string[]]; readonly in: readonly Place[] }>
>;

export type ShortcutId = keyof typeof SHORTCUTS;
export type Combo = (typeof SHORTCUTS)[ShortcutId]['keys'][number];

/** What the page listens to as a whole. */
export const COMBOS: readonly Combo[] = [...new Set(Object.values(SHORTCUTS).flatMap(({ keys }) => keys))];

/** Keys of a control that has the focus, and what the system itself does: the map names them, the menu cannot. */
export const CONTROL_KEYS = ['@', 'alt+ArrowDown', 'mod+v'] as const;
