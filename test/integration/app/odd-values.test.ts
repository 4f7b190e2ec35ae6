import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Presets } from '../../../main/app/form/presets.ts';
import { SavedForm } from '../../../main/app/form/saved-form.ts';
import { savedSearches } from '../../../main/app/saved-searches.ts';
import type { Job } from '../../../main/core/job/state.ts';
import { Outputs } from '../../../main/core/output/outputs.ts';
import { createHandlers, type Services } from '../../../main/ipc/handlers.ts';
import { Intake } from '../../../main/ipc/intake.ts';
import { Publisher } from '../../../main/ipc/publish.ts';
import { answer, type Handlers } from '../../../main/ipc/router.ts';
import { fail, ok } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { micro } from '../../../preload/contract/money.ts';
import { Rig } from '../engine/rig.ts';
import { newClip } from '../library/new-clip.ts';

let rig: Rig;
let handlers: Handlers;
let pauses: boolean[];
const logged: string[] = [];
const NO_UPDATES = {
  state: 'none',
  version: null,
  share: 0,
  waits: false,
  checkedAt: null,
  problem: null,
} as const;
const log = (_level: string, event: string): void => {
  logged.push(event);
};

beforeEach(async () => {
  rig = await Rig.start();
  logged.length = 0;
  pauses = [];
  const { engine, journal, ids, clips } = rig;
  const nothing = async () => undefined;
  const kept = (name: string) => ({ file: path.join(rig.folder, name), now: () => engine.clock.now() });
  const services: Services = {
    engine,
    form: {
      journal,
      savedForm: new SavedForm({
        ...kept('form.json'),
        source: (id) => journal.sources.get(id),
        has: async () => true,
        jobs: () => engine.jobs(),
      }),
      presets: new Presets({ ...kept('presets.json'), ids }),
      searches: savedSearches(path.join(rig.folder, 'searches.json'), () => engine.clock.now()),
      chooseExport: async () => null,
      chooseImport: async () => null,
    },
    intake: new Intake({
      journal,
      clock: engine.clock,
      ids,
      files: () => clips.sources,
      onOpened: () => undefined,
    }),
    publisher: new Publisher(engine.clock, log),
    version: '0',
    updates: { view: () => NO_UPDATES, check: () => {}, download: () => {}, restart: () => {} },
    log,
    library: () => clips.library,
    accountId: () => null,
    account: () => ({ key: 'none', last4: null, keychain: true, checking: false, check: null, keys: [] }),
    settings: () => ({
      theme: 'system',
      practice: true,
      apiBase: 'https://api.muvi.video',
      askAbove: null,
      monthlyBudget: null,
      atBudget: 'stop',
      webhookUrl: '',
      singleKeys: true,
      textSize: 'normal',
      language: 'system',
      apiOverride: null,
      notifyReady: true,
      notifyFailed: true,
      notifyOnlyAway: false,
      downloads: 3,
      nameTemplate: '{image}-{n}',
      updates: 'ask',
      updateChannel: 'stable',
      libraryName: 'Kinora',
    }),
    limits: () => rig.limits,
    notices: () => [],
    away: () => null,
    setPaused: (paused) => pauses.push(paused),
    updateSettings: async () => ok(null),
    foreignChanged: () => undefined,
    dismissNotice: () => undefined,
    cleanUp: {
      look: async () => fail('internal'),
      clear: async () => ok({ files: 0, bytes: 0 }),
    },
    files: {
      progress: null,
      locate: async () => ok({ shown: 'nothing', clips: 0 }),
      import: async () => ok(null),
      adopt: async () => fail('folder-away'),
      cancel: () => undefined,
    },
    folders: {
      choose: async () => ok(false),
      add: async () => ok(null),
      remove: async () => ok(null),
      restore: async () => ok(null),
      makeFirst: async () => ok(null),
      moving: null,
      move: async () => ok(false),
      stopMove: () => undefined,
      lookAgain: () => rig.clips.library.fillMissing(),
    },
    reveal: () => undefined,
    trash: async () => ok(null),
    clipChanged: () => undefined,
    libraryChanged: () => undefined,
    batchName: () => '',
    warn: () => undefined,
    outputs: new Outputs({
      clock: engine.clock,
      ids,
      library: () => clips.library,
      folder: path.join(rig.folder, 'outputs'),
      index: nothing,
    }),
    askWhere: async () => null,
    askForFolder: async () => null,
    dragOut: () => undefined,
    pasteKey: async () => ok(null),
    typeKey: () => undefined,
    testKey: nothing,
    useKey: () => ok(null),
    renameKey: () => undefined,
    removeKey: () => undefined,
    restoreKey: () => ok(null),
    spentBy: (period) => journal.ledger.by(period),
    exportSpending: async () => ok(null),
    openLink: () => undefined,
  };
  handlers = createHandlers(services);
});
afterEach(() => rig.stop());

function draft(id: string): Job {
  const recipe = { modelId: 'm', params: {}, inputs: [], webhookUrl: '', priceVersion: 'v' };
  const rest = {
    recipe,
    estimate: micro(0),
    since: 1,
    createdAt: 1,
    retryOf: null,
    serviceEstimate: null,
    imported: false,
    position: 1,
  };
  return { ...rest, id, batchId: rig.ids.next(), accountId: 'practice', state: { name: 'draft' } };
}

test('a job that the contract does not allow does not keep the page from opening', async () => {
  const good = draft(rig.ids.next());
  rig.engine.adopt([draft('odd'), good]);
  expect(await answer(handlers, 'app.snapshot', {}, log)).toMatchObject({
    ok: true,
    value: { jobs: [{ id: good.id }] },
  });
  expect(logged).toContain('view.left-out');
});

test('a clip that the contract does not allow leaves the others on the page', async () => {
  const { library } = rig.clips;
  const published = await library.publish(newClip(library.folders.incoming));
  if (!published.ok) throw new Error(published.error.code);
  await library.indexClip(published.value);
  await library.indexClip({ ...published.value, id: 'odd', jobId: null, name: 'odd-01.mp4' });
  const page = await answer(handlers, 'library.page', { cursor: null, limit: 10, query: EVERY_CLIP }, log);
  expect(page).toMatchObject({ ok: true, value: { clips: [{ id: published.value.id }] } });
});

test('pausing is the desktop’s to remember', async () => {
  expect((await answer(handlers, 'queue.pause', { paused: true }, log)).ok).toBe(true);
  expect(pauses).toEqual([true]);
});
