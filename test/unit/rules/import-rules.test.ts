import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Planted } from './planted.ts';

/** What the offenders reach for; all of it clean. */
const WORLD: Record<string, string> = {
  'preload/contract/vocabulary.ts': 'export const STATES = 1;',
  'preload/contract/schemas/routes.ts':
    "import * as z from 'zod/mini';\nexport const jobView = z.string();\nexport type JobView = string;",
  'preload/index.ts':
    "import { ipcRenderer } from 'electron';\nimport { STATES } from './contract/vocabulary.ts';\nexport const door = [ipcRenderer, STATES];",
  'main/core/plain.ts': 'export const plain = 1;',
  'main/core/store/table.ts': "import { plain } from '../plain.ts';\nexport const table = plain;",
  'main/core/provider/client.ts': 'export const client = 1;',
  'main/app/window.ts': "import { BrowserWindow } from 'electron';\nexport const window = BrowserWindow;",
  'main/ipc/router.ts': "import { plain } from '../core/plain.ts';\nexport const router = plain;",
  'renderer/state/jobs.ts':
    "import type { JobView } from '../../preload/contract/schemas/routes.ts';\nexport const jobs: JobView[] = [];",
  'test/host/start.ts': 'export const start = 1;',
};

const use = (names: string, from: string) =>
  `import { ${names} } from '${from}';\nexport const used = [${names}];`;

/** file, source: each alone must be refused by the linter. */
const IMPORTS: readonly (readonly [string, string])[] = [
  ['main/core/electron.ts', use('app', 'electron')],
  ['main/core/store/side-effect.ts', "import 'electron';"],
  ['main/core/store/only-types.ts', "import type { App } from 'electron';\nexport type Used = App;"],
  ['main/core/to-app.ts', use('window', '../app/window.ts')],
  ['main/core/store/again.ts', "export * from '../../app/window.ts';"],
  ['main/core/store/later.ts', "export const later = () => import('../../ipc/router.ts');"],
  ['main/core/to-routes.ts', use('jobView', '../../preload/contract/schemas/routes.ts')],
  ['main/core/store/neighbour.ts', use('client', '../provider/client.ts')],
  ['main/core/provider/neighbour.ts', use('table', '../store/table.ts')],
  ['main/core/money/effect.ts', use('readFileSync', 'node:fs')],
  ['main/core/job/transition.ts', use('table', '../store/table.ts')],
  ['main/app/to-test.ts', use('start', '../../test/host/start.ts')],
  ['main/ipc/to-page.ts', use('jobs', '../../renderer/state/jobs.ts')],
  ['main/practice/to-test.ts', use('start', '../../test/host/start.ts')],
  ['renderer/to-main.ts', use('plain', '../main/core/plain.ts')],
  ['renderer/state/to-main.ts', use('plain', '../../main/core/plain.ts')],
  ['renderer/to-electron.ts', use('ipcRenderer', 'electron')],
  ['renderer/to-node.ts', use('readFileSync', 'node:fs')],
  ['renderer/to-zod.ts', "import * as z from 'zod/mini';\nexport const used = z;"],
  ['renderer/to-routes.ts', use('jobView', '../preload/contract/schemas/routes.ts')],
  [
    'renderer/state/all-routes.ts',
    "import * as all from '../../preload/contract/schemas/routes.ts';\nexport const used = all;",
  ],
  [
    'renderer/state/mixed.ts',
    "import { type JobView, jobView } from '../../preload/contract/schemas/routes.ts';\nexport const used: JobView | object = jobView;",
  ],
  ['renderer/state/to-preload.ts', use('door', '../../preload/index.ts')],
  ['preload/to-main.ts', use('plain', '../main/core/plain.ts')],
  ['preload/to-node.ts', use('readFileSync', 'node:fs')],
  ['preload/to-routes.ts', use('jobView', './contract/schemas/routes.ts')],
  ['preload/contract/to-zod.ts', "import * as z from 'zod/mini';\nexport const used = z;"],
  ['preload/contract/to-routes.ts', use('jobView', './schemas/routes.ts')],
];

const HABITS: readonly (readonly [string, string, string])[] = [
  ['main/core/floating.ts', 'async function work() {}\nwork();', 'noFloatingPromises'],
  [
    'main/core/misused.ts',
    'async function ok() { return true; }\nexport const x = ok() ? 1 : 2;',
    'noMisusedPromises',
  ],
  ['main/core/any.ts', 'export const x: any = 1;', 'noExplicitAny'],
  ['main/core/cycle-a.ts', "import { b } from './cycle-b.ts';\nexport const a = () => b;", 'noImportCycles'],
  ['main/core/cycle-b.ts', "import { a } from './cycle-a.ts';\nexport const b = () => a;", 'noImportCycles'],
];

/** What the compiler refuses by itself: a project sees only its own files and those it refers to. */
const TYPES: readonly (readonly [string, string])[] = [
  ['main/core/to-app.ts', 'TS6307'],
  ['main/core/dom.ts', 'TS2584'],
  ['main/app/to-test.ts', 'TS6307'],
  ['main/ipc/to-page.ts', 'TS6307'],
  ['renderer/to-main.ts', 'TS6307'],
  ['preload/to-main.ts', 'TS6307'],
];

const planted = new Planted();
let lint: Map<string, string[]>;
let types: Map<string, string[]>;

beforeAll(() => {
  for (const [file, source] of [...Object.entries(WORLD), ...IMPORTS, ...HABITS]) planted.put(file, source);
  planted.put('main/core/dom.ts', "export const page = document.createElement('p');");
  lint = planted.lint();
  types = planted.types();
}, 60_000);
afterAll(() => planted.remove());

describe('the linter', () => {
  it.each(IMPORTS)('refuses %s', (file) => {
    expect(lint.get(file)).toEqual(['noRestrictedImports']);
  });

  it.each(HABITS)('refuses %s', (file, _source, rule) => {
    expect(lint.get(file)).toEqual([rule]);
  });

  it.each(Object.keys(WORLD))('lets %s pass', (file) => {
    expect(lint.get(file)).toBeUndefined();
  });
});

describe('the compiler', () => {
  it.each(TYPES)('refuses %s', (file, code) => {
    expect(types.get(file)).toContain(code);
  });

  it.each(Object.keys(WORLD))('lets %s pass', (file) => {
    expect(types.get(file)).toBeUndefined();
  });
});
