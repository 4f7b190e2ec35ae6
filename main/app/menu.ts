import type { MenuItemConstructorOptions } from 'electron';
import {
  type Combo,
  PLACES,
  type Place,
  SHORTCUTS,
  type ShortcutId,
} from '../../preload/contract/keyboard.ts';
import type { MainWords } from './words.ts';

type Item = MenuItemConstructorOptions;

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly words: Pick<MainWords, 'menu' | 'menuItems'>;
  /** Does what the key would do where the person is. */
  readonly press: (combo: Combo) => void;
  readonly openStatus: () => void;
}

const SIGNS: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
};

/** A combination in the menu's own signs. */
export function acceleratorOf(combo: string, platform: NodeJS.Platform): string {
  const mac = platform === 'darwin';
  return combo
    .split('+')
    .map((part) => (mac && part === 'Delete' ? 'Backspace' : (SIGNS[part] ?? part)))
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('+');
}

/** Where this item is of use. */
export const isUsed = (id: ShortcutId, place: Place): boolean => {
  const places: readonly Place[] = SHORTCUTS[id].in;
  return places.includes(place);
};

/**
 * The whole menu. Its keys are the page's: they are shown here and heard there, so that none is heard twice or taken
 * from a text that is being written. On macOS, which hears every key that a menu shows, only those with Cmd are shown as
 * keys; the others stand beside the words.
 */
export function menuTemplate({ platform, packaged, words, press, openStatus }: MenuOptions): Item[] {
  const mac = platform === 'darwin';
  const { menu, menuItems } = words;
  const line: Item = { type: 'separator' };
  const item = (id: ShortcutId): Item => {
    const [combo] = SHORTCUTS[id].keys;
    const click = (): void => press(combo);
    const accelerator = acceleratorOf(combo, platform);
    if (mac && !combo.startsWith('mod+')) return { id, label: `${menuItems[id]} (${accelerator})`, click };
    return { id, label: menuItems[id], accelerator, registerAccelerator: mac, click };
  };
  const items = (...ids: ShortcutId[]): Item[] => ids.map(item);
  const appMenu: Item = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      item('settings'),
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  const file: Item = {
    label: menu.file,
    submenu: [
      ...items('choose'),
      ...(mac
        ? [{ role: 'recentDocuments' as const, submenu: [{ role: 'clearRecentDocuments' as const }] }]
        : []),
      line,
      ...items('animate', 'export'),
      line,
      ...(mac ? [] : [item('settings'), line]),
      { role: 'close' },
      ...(mac ? [] : [{ role: 'quit' as const }]),
    ],
  };
  const edit: Item = {
    label: menu.edit,
    submenu: [
      ...items('undo', 'redo'),
      line,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      ...items('selectAll'),
      line,
      ...items('search'),
    ],
  };
  const view: Item = {
    label: menu.view,
    submenu: [
      ...items('animateView', 'libraryView', 'settingsView', 'queue'),
      line,
      ...items('back'),
      line,
      { role: 'togglefullscreen' },
      ...(packaged ? [] : [line, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
    ],
  };
  const image: Item = {
    label: menu.image,
    submenu: [
      ...items('imageBefore', 'imageAfter', 'imagesBefore', 'imagesAfter'),
      line,
      ...items('imageEarlier', 'imageLater', 'crop', 'imageRemove'),
      line,
      ...items('shorter', 'longer', 'otherModel'),
    ],
  };
  const clip: Item = {
    label: menu.clip,
    submenu: [
      ...items('open', 'preview', 'favourite', 'tag', 'keep', 'reject'),
      {
        label: menu.rating,
        submenu: items('fiveStars', 'fourStars', 'threeStars', 'twoStars', 'oneStar', 'noStars'),
      },
      line,
      ...items('compare', 'recipe', 'trash'),
      line,
      {
        label: menu.go,
        submenu: [
          ...items(
            'clipBefore',
            'clipAfter',
            'clipAbove',
            'clipBelow',
            'pageUp',
            'pageDown',
            'firstClip',
            'lastClip',
          ),
          line,
          ...items('previousClip', 'nextClip'),
        ],
      },
      {
        label: menu.select,
        submenu: items(
          'select',
          'selectBefore',
          'selectAfter',
          'selectUp',
          'selectDown',
          'selectPageUp',
          'selectPageDown',
          'selectToFirst',
          'selectToLast',
        ),
      },
    ],
  };
  const playback: Item = {
    label: menu.playback,
    submenu: [
      ...items('play', 'backward', 'forward', 'slower', 'faster'),
      line,
      ...items('frameBack', 'frameOn', 'secondBack', 'secondOn'),
      line,
      ...items('inPoint', 'outPoint', 'toIn', 'toOut'),
      line,
      ...items('loop', 'sound', 'fullScreen', 'wipe'),
      line,
      ...items('saveFrame', 'startFrame'),
    ],
  };
  const help: Item = {
    role: 'help',
    label: menu.help,
    submenu: [...items('map', 'commands'), line, { label: menu.status, click: openStatus }],
  };
  return [...(mac ? [appMenu] : []), file, edit, view, image, clip, playback, { role: 'windowMenu' }, help];
}

/** Ids of all items that are of use in some places only. */
export const PLACED: readonly ShortcutId[] = (Object.keys(SHORTCUTS) as ShortcutId[]).filter(
  (id) => SHORTCUTS[id].in.length < PLACES.length,
);
