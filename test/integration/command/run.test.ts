import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Doorway } from '../../../main/app/command/doorway.ts';
import { type CommandParts, run } from '../../../main/app/command/run.ts';
import { serve } from '../../../main/app/command/serve.ts';
import { findModel } from '../../../main/core/catalogue/catalogue.ts';
import { type CommandEvent, endOf } from '../../../main/core/command/events.ts';
import { clickOf } from '../../../main/core/command/once.ts';
import type { CommandRequest, RequestOf } from '../../../main/core/command/request.ts';
import { say } from '../../../main/core/command/words.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { Intake } from '../../../main/ipc/intake.ts';
import { defaultsOf } from '../../../preload/contract/model.ts';
import { micro } from '../../../preload/contract/money.ts';
import { ACCOUNT, FLASH, Rig } from '../engine/rig.ts';

const SAMPLE = path.join(import.meta.dirname, '../../../assets/sample.jpg');
/** Five seconds at 720p with Wan 2.6 Flash, as documented. */
const PRICE = 2_500_000;

let rig: Rig;
let parts: CommandParts;
let events: CommandEvent[];
let begun: number;
/** What the preparation of a picture waits for. */
let prepare: () => Promise<Uint8Array>;
let leaving: AbortController;
const emit = (event: CommandEvent): void => void events.push(event);

beforeEach(async () => {
  rig = await Rig.start();
  events = [];
  begun = 0;
  leaving = new AbortController();
  const bytes = await readFile(SAMPLE);
  prepare = async () => new Uint8Array(bytes);
  parts = partsOf();
});
afterEach(() => rig.stop());

function partsOf(): CommandParts {
  const { engine, journal, ids, clips } = rig;
  const limits = { monthlyBudget: null, webhookUrl: '', practice: false };
  const files = () => clips.sources;
  const rest: Partial<CommandParts> = {
    engine,
    leaving: leaving.signal,
    intake: new Intake({ journal, clock: engine.clock, ids, files, onOpened: () => undefined }),
    studio: { preparePicture: () => prepare() },
    log: () => undefined,
    library: () => clips.library,
    libraryFolder: () => clips.library.folders.path,
    watch: () => () => undefined,
    begin: () => {
      begun += 1;
    },
    onBatch: () => undefined,
  };
  const keys = { active: () => ({ accountId: ACCOUNT }) };
  return { ...rest, keys, settings: { get: () => limits } } as Partial<CommandParts> as CommandParts;
}

function order(more: Partial<RequestOf<'animate'>> = {}): RequestOf<'animate'> {
  const model = findModel(FLASH);
  if (!model) throw new Error('no model');
  return {
    version: 1,
    kind: 'animate',
    account: null,
    clickId: rig.ids.next(),
    modelId: FLASH,
    params: { ...defaultsOf(model), prompt: 'Slow push-in' },
    images: [SAMPLE],
    references: [],
    variations: 1,
    name: '',
    maxCost: micro(PRICE),
    practice: false,
    library: null,
    wait: false,
    timeoutMs: null,
    ...more,
  };
}

const said = (event: CommandEvent['event']) => events.filter((each) => each.event === event);
const never = new AbortController().signal;

test('an order with an id of its own is made once, also after a restart, and found again by it', async () => {
  const clickId = clickOf('shot 12, take 3');
  expect(await run(parts, order({ clickId }), emit, never)).toBe('done');
  const first = events.find((each) => each.event === 'queued');
  expect(first).not.toHaveProperty('already');
  await rig.restart();
  parts = partsOf();
  events = [];
  prepare = () => Promise.reject(new Error('nothing is prepared for what is there'));
  expect(await run(parts, order({ clickId }), emit, never)).toBe('done');
  expect(said('queued')).toEqual([{ ...first, already: true }]);
  expect(said('price')).toEqual([]);
  expect(rig.serviceTotals().charges).toBe(1);
  expect(clickOf('shot 12, take 4')).not.toBe(clickId);
});

test('practice is told from what is paid for, in every line and in words', async () => {
  const practice = order({ practice: true, maxCost: null, wait: true, timeoutMs: 50_000 });
  expect(await run(parts, practice, emit, never)).toBe('done');
  expect(rig.serviceTotals().charges).toBe(1);
  expect(said('queued')).toMatchObject([{ practice: true, total: PRICE }]);
  expect(said('job').at(-1)).toMatchObject({ state: 'done', practice: true, estimate: PRICE, charged: 0 });
  expect(said('clip')).toMatchObject([{ practice: true, charged: 0 }]);
  expect(said('queued').map(say)).toEqual(['Queued: 1, practice, nothing is charged']);
  expect(say(said('job').at(-1) ?? endOf('broke'))).toContain('Ready (practice)');

  events = [];
  expect(await run(parts, order({ wait: true, timeoutMs: 50_000 }), emit, never)).toBe('done');
  expect(said('queued')).toMatchObject([{ practice: false }]);
  expect(said('queued').map(say)).toEqual(['Queued: 1, $2.50']);
  expect(said('clip')).toMatchObject([{ practice: false, charged: PRICE }]);
});

test('a price says what it is for: a model’s own defaults can be dearer than what the window was left at', async () => {
  const asked = { version: 1, kind: 'price', account: null, clips: 2, practice: true } as const;
  const wan = 'alibaba-plus/wan-2.7/reference-to-video';
  for (const [modelId, params] of [
    [wan, {}],
    [wan, { duration: 8, resolution: '720p' }],
    [FLASH, {}],
  ] as const)
    expect(await run(parts, { ...asked, modelId, params }, emit, never)).toBe('done');
  expect(said('price')).toMatchObject([
    { model: wan, seconds: 5, resolution: '1080p' },
    { model: wan, seconds: 8, resolution: '720p' },
    { model: FLASH, seconds: 5, resolution: '720p' },
  ]);
  expect(said('price').map(say)).toEqual([
    'Wan 2.7, 5 s, 1080p: 2 × $1.125 = $2.25, practice is free',
    'Wan 2.7, 8 s, 720p: 2 × $1.20 = $2.40, practice is free',
    'Wan 2.6 Flash, 5 s, 720p: 2 × $2.50 = $5.00, practice is free',
  ]);
  // A running app of an earlier version does not say it.
  const amounts = { clips: 1, perClip: micro(PRICE), total: micro(PRICE), source: 'service' } as const;
  expect(say({ event: 'price', model: wan, practice: false, ...amounts })).toBe('Wan 2.7: 1 × $2.50 = $2.50');
});

test('an order that is there from another account is not taken for this one', async () => {
  const clickId = clickOf('shot 12');
  expect(await run(parts, order({ clickId }), emit, never)).toBe('done');
  events = [];
  const [began, jobs] = [begun, rig.engine.jobs().length];
  expect(await run(parts, order({ clickId, practice: true, maxCost: null }), emit, never)).toBe('usage');
  expect(events).toMatchObject([{ event: 'error', code: 'bad-parameters' }]);
  expect([begun, rig.engine.jobs().length]).toEqual([began, jobs]);
  // Without a key nobody else pays: it can still be looked after.
  const noKey: Partial<CommandParts['keys']> = { active: () => null };
  parts = { ...parts, keys: noKey as CommandParts['keys'] };
  expect(await run(parts, order({ clickId }), emit, never)).toBe('done');
});

test('a file that cannot be used is refused in words', async () => {
  const note = path.join(rig.folder, 'notes.pdf');
  writeFileSync(note, '%PDF-1.7');
  const empty = path.join(rig.folder, 'empty.jpg');
  writeFileSync(empty, '');
  for (const file of ['/no/such/picture.jpg', rig.folder, note, empty])
    expect(await run(parts, order({ images: [file] }), emit, never)).toBe('usage');
  expect(said('error').map(say)).toEqual([
    'There is no file picture.jpg.',
    `${path.basename(rig.folder)} is a folder.`,
    'notes.pdf is not an image.',
    'empty.jpg is empty.',
  ]);
});

test('what cannot be done is refused before anything else of the queue goes on', async () => {
  expect(await run(parts, order({ modelId: 'no/such/model' }), emit, never)).toBe('usage');
  expect(await run(parts, order({ images: ['/no/such/picture.jpg'] }), emit, never)).toBe('usage');
  expect(await run(parts, order({ maxCost: micro(1) }), emit, never)).toBe('refused');
  expect(await run(parts, order({ library: path.join(rig.folder, 'elsewhere') }), emit, never)).toBe('usage');
  expect(begun).toBe(0);
  expect(await run(parts, order(), emit, never)).toBe('done');
  expect(begun).toBe(1);
});

test('a price that is old when all is prepared is asked for again, and the ceiling holds for the new one', async () => {
  const bytes = await readFile(SAMPLE);
  let later = 0;
  vi.spyOn(rig.engine.clock, 'now').mockImplementation(() => Date.now() + later);
  prepare = async () => {
    later = 11 * 60_000;
    rig.service?.setShape({ estimateFactor: [2, 1], chargeFactor: [2, 1] });
    return new Uint8Array(bytes);
  };
  try {
    expect(await run(parts, order(), emit, never)).toBe('refused');
  } finally {
    vi.restoreAllMocks();
  }
  expect(said('price')).toMatchObject([{ total: PRICE }, { total: 2 * PRICE }]);
  expect(said('error')).toMatchObject([{ code: 'over-budget', facts: { total: 2 * PRICE } }]);
  expect(rig.engine.jobs()).toEqual([]);
});

test('an app that quits while it prepares leaves the command to go on by itself, and tells it nothing wrong', async () => {
  const door = await Doorway.open();
  const hung = Promise.withResolvers<Uint8Array>();
  const preparing = Promise.withResolvers<void>();
  prepare = () => {
    preparing.resolve();
    return hung.promise;
  };
  try {
    const served = door.served(order(), emit, 10_000);
    const serving = serve(parts, door.handover);
    await preparing.promise;
    leaving.abort();
    hung.reject(new Error('the studio was closed'));
    await serving;
    expect(await served).toBeNull();
  } finally {
    door.close();
  }
  expect(said('error')).toEqual([]);
  expect(rig.engine.jobs()).toEqual([]);
});

test('what breaks after it was queued is no reason to order again', async () => {
  const broken = new Error('the disk is gone');
  vi.spyOn(rig.engine.journal.ledger, 'ofJob').mockImplementation(() => {
    throw broken;
  });
  try {
    expect(await run(parts, order(), emit, never)).toBe('handed');
  } finally {
    vi.restoreAllMocks();
  }
  expect(said('queued')).toHaveLength(1);
  expect(said('error')).toMatchObject([{ code: 'internal', detail: broken.message }]);
});

test('what breaks between the journal and the word that it is queued is no reason to order again', async () => {
  rig.onJob = () => {
    throw new Error('the page is gone');
  };
  expect(await run(parts, order(), emit, never)).toBe('handed');
  expect(said('queued')).toEqual([]);
  expect(rig.engine.journal.jobs.shown()).toHaveLength(1);
  rig.onJob = () => undefined;
  const onBatch = (): never => {
    throw new Error('the list is gone');
  };
  expect(await run({ ...parts, onBatch }, order(), emit, never)).toBe('handed');
  expect(said('queued')).toEqual([]);
});

test('what breaks before anything was ordered can be done again', async () => {
  const broken: Partial<CommandParts['keys']> = {
    active: () => {
      throw new Error('the settings are gone');
    },
  };
  expect(await run({ ...parts, keys: broken as CommandParts['keys'] }, order(), emit, never)).toBe('broke');
});

test('what breaks and takes the journal along counts as ordered', async () => {
  vi.spyOn(rig.engine.journal.jobs, 'ofClick').mockImplementation(() => {
    throw new Error('the disk is gone');
  });
  try {
    expect(await run(parts, order(), emit, never)).toBe('handed');
  } finally {
    vi.restoreAllMocks();
  }
});

test('the status of clips that are in the trash comes at once', async () => {
  const job = await rig.one();
  await rig.until(job.id, 'done');
  const library: Partial<Library> = { pathOf: async () => null };
  parts = { ...parts, library: () => library as Library };
  const after = vi.spyOn(rig.engine.clock, 'after');
  const later = vi.spyOn(rig.engine.clock, 'now').mockImplementation(() => Date.now() + 60_000);
  try {
    const request: CommandRequest = {
      version: 1,
      kind: 'status',
      account: null,
      jobs: [],
      wait: false,
      timeoutMs: null,
    };
    expect(await run(parts, request, emit, never)).toBe('done');
    expect(after.mock.calls.filter(([ms]) => ms === 200)).toEqual([]);
  } finally {
    later.mockRestore();
    after.mockRestore();
  }
  expect(said('clip')).toMatchObject([{ file: null }]);
});
