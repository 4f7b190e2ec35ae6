import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { acceleratorOf, isUsed, menuTemplate } from '../../../main/app/menu.ts';
import { WORDS } from '../../../main/app/words.ts';
import {
  COMBOS,
  CONTROL_KEYS,
  type Place,
  SHORTCUTS,
  type ShortcutId,
} from '../../../preload/contract/keyboard.ts';
import { help as german } from '../../../renderer/text/de-help.ts';
import { help as english } from '../../../renderer/text/en-help.ts';

/** The keyboard map as it was designed: where, and which keys. */
const DESIGNED: readonly (readonly [Place | 'everywhere', readonly string[]])[] = [
  ['everywhere', ['1', '2', '3', 'q', 'mod+,', 'mod+z', 'Escape', '?']],
  ['animate', ['mod+o', 'mod+Enter', 'ArrowLeft', 'ArrowRight', 'alt+ArrowLeft', 'alt+ArrowRight']],
  ['animate', ['Delete', '[', ']', 'mod+shift+m']],
  ['library', ['/', 'mod+f', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Enter', 'Space', 'x']],
  ['library', ['shift+ArrowLeft', 'shift+ArrowRight', 'mod+a', 'h', 't', 'p', 'n', 'mod+e', 'Delete']],
  ['library', ['alt+1', 'alt+2', 'alt+3', 'alt+4', 'alt+5']],
  ['clip', ['Space', 'k', 'j', 'l', 'ArrowLeft', 'ArrowRight', 'shift+ArrowLeft', 'shift+ArrowRight']],
  ['clip', ['i', 'o', 'Home', 'End', 'shift+l', ',', '.', 's', 'shift+s', 'c', 'r', 'f', 'm']],
];

const ids = Object.keys(SHORTCUTS) as ShortcutId[];
const keysIn = (place: Place): string[] =>
  ids.filter((id) => isUsed(id, place)).flatMap((id) => [...SHORTCUTS[id].keys]);

type Item = MenuItemConstructorOptions;
const flat = (items: readonly Item[]): Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
const menuFor = (platform: NodeJS.Platform, packaged: boolean, pressed: string[] = []): Item[] =>
  flat(
    menuTemplate({
      platform,
      packaged,
      words: WORDS,
      press: (combo) => pressed.push(combo),
      openStatus: () => pressed.push('status'),
    }),
  );

test.each(DESIGNED)('the shortcuts have what was designed for %s: %j', (where, keys) => {
  const places: readonly Place[] =
    where === 'everywhere' ? ['animate', 'library', 'clip', 'compare', 'settings'] : [where];
  for (const place of places) expect(keysIn(place)).toEqual(expect.arrayContaining([...keys]));
});

test('no key means two things in one place', () => {
  for (const place of ['animate', 'library', 'clip', 'compare', 'settings'] as const) {
    const keys = keysIn(place);
    expect(keys).toEqual([...new Set(keys)]);
  }
});

test.each([
  ['English', english],
  ['German', german],
])('the map that the person sees in %s names every shortcut there is, and no other', (_language, help) => {
  const named = new Set(help.groups.flatMap(({ keys }) => keys.flatMap(([combos]) => [...combos])));
  // Ranges: from the first to the last, and with Shift whatever moves.
  const covered = new Set([...named, 'alt+0', 'alt+2', 'alt+3', 'alt+4']);
  for (const key of ['ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'])
    covered.add(`shift+${key}`);
  for (const key of ['PageUp', 'PageDown']) covered.add(key);
  expect(COMBOS.filter((combo) => !covered.has(combo))).toEqual([]);
  const known: readonly string[] = [...COMBOS, ...CONTROL_KEYS];
  expect([...named].filter((combo) => !known.includes(combo))).toEqual([]);
});

describe.each(['linux', 'win32', 'darwin'] as const)('the menu on %s', (platform) => {
  const mac = platform === 'darwin';

  test('has every shortcut once, shows its key, and does what the key does', () => {
    const pressed: string[] = [];
    const items = menuFor(platform, true, pressed);
    expect(items.flatMap(({ id }) => id ?? []).sort()).toEqual([...ids].sort());
    for (const id of ids) {
      const item = items.find((one) => one.id === id);
      const [combo] = SHORTCUTS[id].keys;
      const shown = acceleratorOf(combo, platform);
      if (item?.accelerator === undefined) expect(item?.label).toContain(`(${shown})`);
      else expect(item.accelerator).toBe(shown);
      item?.click?.({} as never, undefined, {} as never);
      expect(pressed.splice(0)).toEqual([combo]);
    }
  });

  test('takes no key away from the page', () => {
    for (const { id, accelerator, registerAccelerator } of menuFor(platform, true)) {
      if (id === undefined || accelerator === undefined) continue;
      if (mac) expect(accelerator).toMatch(/^CmdOrCtrl\+/);
      else expect(registerAccelerator).toBe(false);
    }
  });

  test('offers developer tools only where Kinora is developed', () => {
    const roles = (packaged: boolean): unknown[] => menuFor(platform, packaged).map(({ role }) => role);
    expect(roles(false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
    for (const role of ['reload', 'forceReload', 'toggleDevTools', 'viewMenu'])
      expect(roles(true)).not.toContain(role);
  });

  test('has what every app has there', () => {
    const roles = menuFor(platform, true).map(({ role }) => role);
    const own = mac ? ['appMenu', 'about', 'services', 'hide', 'hideOthers', 'unhide'] : ['quit'];
    expect(roles).toEqual(
      expect.arrayContaining([
        ...own,
        'cut',
        'copy',
        'paste',
        'close',
        'windowMenu',
        'help',
        'togglefullscreen',
      ]),
    );
    expect(roles.includes('recentDocuments')).toBe(mac);
    expect(roles.filter((role) => role === 'quit')).toHaveLength(1);
  });
});

test('keys are written as each system writes them', () => {
  expect(acceleratorOf('mod+shift+m', 'linux')).toBe('CmdOrCtrl+Shift+M');
  expect(acceleratorOf('alt+ArrowLeft', 'win32')).toBe('Alt+Left');
  expect([acceleratorOf('Delete', 'win32'), acceleratorOf('Delete', 'darwin')]).toEqual([
    'Delete',
    'Backspace',
  ]);
  expect(['Space', 'Enter', 'Escape', 'PageUp', '?', ','].map((key) => acceleratorOf(key, 'linux'))).toEqual([
    'Space',
    'Enter',
    'Esc',
    'PageUp',
    '?',
    ',',
  ]);
});
