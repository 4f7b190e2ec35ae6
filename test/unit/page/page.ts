/** As much of a window as the page's state needs; to be there before anything of the page (`vi.hoisted`). */
import { MODELS } from '../../../main/core/catalogue/catalogue.ts';
import { BRIDGE } from '../../../preload/contract/bridge.ts';
import { ok } from '../../../preload/contract/errors.ts';
import { ZERO } from '../../../preload/contract/money.ts';
import type { World } from '../../../renderer/state/core.ts';

/** What the page has asked of main, in order. */
export const asked: { readonly route: string; readonly input: unknown }[] = [];

/** How main answers; a route without an answer says yes to nothing in particular. */
export const answers: Record<string, (input: unknown) => unknown> = {};

const call = async (route: string, input: unknown): Promise<unknown> => {
  asked.push({ route, input });
  return answers[route]?.(input) ?? ok({});
};

Object.assign(globalThis, {
  window: { [BRIDGE]: { call } },
  document: { addEventListener: () => undefined, hidden: false, getElementById: () => null },
});

const KEY: World['account']['keys'][number] = {
  id: 'account',
  name: '',
  last4: 'abcd',
  state: 'stored',
  given: false,
  active: true,
  checking: false,
  check: null,
  unfinished: 0,
};

/** A world with a key, outside practice, where nothing has been spent. */
export const WORLD: World = {
  platform: 'linux',
  version: '1',
  models: MODELS,
  settings: {
    theme: 'dark',
    practice: false,
    textSize: 'normal',
    language: 'system',
    apiBase: 'https://api.muvi.video',
    apiOverride: null,
    askAbove: null,
    monthlyBudget: null,
    atBudget: 'stop',
    webhookUrl: '',
    singleKeys: true,
    notifyReady: false,
    notifyFailed: false,
    notifyOnlyAway: true,
    sound: false,
    tray: false,
    downloads: 3,
    nameTemplate: '{image}-{n}',
    updates: 'ask',
    updateChannel: 'stable',
    libraryName: 'Kinora',
  },
  account: { key: 'stored', last4: 'abcd', keychain: true, checking: false, check: null, keys: [KEY] },
  spend: { month: ZERO, today: ZERO, pending: ZERO },
  away: null,
  paused: false,
  foreign: 0,
  update: { state: 'none', version: null, share: 0, waits: false, checkedAt: null, problem: null },
  opened: 0,
  batches: [],
  library: {
    clips: 0,
    bytes: 0,
    freeBytes: null,
    diskBytes: null,
    folders: [],
    reading: null,
    importing: null,
    moving: null,
  },
  notices: [],
};
