import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Job } from '../../../main/core/job/state.ts';
import { createHandlers } from '../../../main/ipc/handlers.ts';
import { answer, type Handlers } from '../../../main/ipc/router.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { micro } from '../../../preload/contract/money.ts';
import { Rig } from '../engine/rig.ts';
import { newClip } from '../library/new-clip.ts';
import { deskOf } from './desk.ts';

let rig: Rig;
let handlers: Handlers;
let pauses: boolean[];
const logged: string[] = [];
const log = (_level: string, event: string): void => {
  logged.push(event);
};

beforeEach(async () => {
  rig = await Rig.start();
  logged.length = 0;
  pauses = [];
  handlers = createHandlers(
    deskOf(rig, log, { accountId: () => null, setPaused: (paused) => pauses.push(paused) }),
  );
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
