/** The desktop around the real core: it shows nothing, asks nobody, and does what can be done without a window. */

import path from 'node:path';
import { Presets } from '../../../main/app/form/presets.ts';
import { SavedForm } from '../../../main/app/form/saved-form.ts';
import { savedSearches } from '../../../main/app/saved-searches.ts';
import { Outputs } from '../../../main/core/output/outputs.ts';
import type { Log } from '../../../main/core/ports.ts';
import type { Services } from '../../../main/ipc/handlers.ts';
import { Intake } from '../../../main/ipc/intake.ts';
import { Publisher } from '../../../main/ipc/publish.ts';
import { fail, ok } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import type { Rig } from '../engine/rig.ts';

const NO_UPDATES = {
  state: 'none',
  version: null,
  share: 0,
  waits: false,
  checkedAt: null,
  problem: null,
} as const;

export function deskOf(rig: Rig, log: Log, more: Partial<Services> = {}): Services {
  const { engine, journal, ids, clips } = rig;
  const nothing = async () => undefined;
  const kept = (name: string) => ({ file: path.join(rig.folder, name), now: () => engine.clock.now() });
  return {
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
    accountId: () => PRACTICE_ACCOUNT,
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
      sound: false,
      tray: false,
      downloads: 3,
      nameTemplate: '{image}-{n}',
      updates: 'ask',
      updateChannel: 'stable',
      libraryName: 'Kinora',
    }),
    left: () => ({ view: 'animate', query: EVERY_CLIP, span: null }),
    setLeft: () => undefined,
    limits: () => rig.limits,
    notices: () => [],
    away: () => null,
    setPaused: () => undefined,
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
    setPlace: () => undefined,
    openMenu: () => undefined,
    networkBack: () => undefined,
    copiedPicture: async () => ok(null),
    makeSupport: async () => ({ id: rig.ids.next(), text: '' }),
    saveSupport: async () => ok(null),
    openLink: () => undefined,
    ...more,
  };
}
