import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecipeSource } from '../../../main/core/recipe.ts';
import { recipeHandlers } from '../../../main/ipc/clip-recipe.ts';
import { Intake } from '../../../main/ipc/intake.ts';
import { Rig } from '../engine/rig.ts';
import { newClip } from '../library/new-clip.ts';

let rig: Rig;
let intake: Intake;

beforeEach(async () => {
  rig = await Rig.start();
  const { engine, journal, ids, clips } = rig;
  const onOpened = (): void => undefined;
  intake = new Intake({ journal, clock: engine.clock, ids, files: () => clips.sources, onOpened });
});
afterEach(() => rig.stop());

/** What a recipe says of the rig's picture. */
async function input(more: Partial<RecipeSource> = {}): Promise<RecipeSource> {
  const source = rig.journal.sources.get(await rig.picture());
  if (!source) throw new Error('no picture');
  const { id, sha256, name, width, height } = source;
  return { field: 'image_url', sourceId: id, sha256, name, width, height, ...more };
}

test('a picture that the journal knows is found as it is', async () => {
  const known = await input();
  expect(await intake.findInput(known)).toMatchObject({ id: known.sourceId, kind: 'image' });
});

test('a picture that the journal does not know is taken on from its file, once, under the id of the recipe', async () => {
  const lost = await input({ sourceId: rig.ids.next(), name: 'harbour.jpg' });
  const [one, other] = await Promise.all([intake.findInput(lost), intake.findInput(lost)]);
  expect(one).toMatchObject({ id: lost.sourceId, name: 'harbour.jpg', kind: 'image', seconds: null });
  expect(other).toEqual(one);
  expect(rig.journal.sources.get(lost.sourceId)).toMatchObject({ sha256: lost.sha256, bytes: one?.bytes });
});

test('an id that stands for another file gets one of its own', async () => {
  const known = await input();
  const taken = rig.ids.next();
  const row = rig.journal.sources.get(known.sourceId);
  if (!row) throw new Error('no row');
  rig.journal.sources.add({ ...row, id: taken, sha256: 'c'.repeat(64) });
  const found = await intake.findInput({ ...known, sourceId: taken });
  expect(found?.id).not.toBe(taken);
  expect(found && rig.journal.sources.get(found.id)?.sha256).toBe(known.sha256);
});

test('what is gone, or is not what its name says, is not there', async () => {
  const known = await input();
  const file = await rig.clips.sources.find(known.sha256);
  rmSync(file);
  expect(await intake.findInput(known)).toBeNull();
  expect(await intake.findInput({ ...known, sourceId: rig.ids.next() })).toBeNull();
  writeFileSync(file, 'another file');
  expect(await intake.findInput({ ...known, sourceId: rig.ids.next() })).toBeNull();
  writeFileSync(path.join(path.dirname(file), 'd'.repeat(64)), '');
  const empty = { ...known, sourceId: rig.ids.next(), sha256: 'd'.repeat(64) };
  expect(await intake.findInput(empty)).toBeNull();
});

test('only the address that the person has set is answered', async () => {
  const { library } = rig.clips;
  const part = newClip(library.folders.incoming);
  const webhookUrl = 'https://mine.example/hook';
  const published = await library.publish({ ...part, recipe: { ...part.recipe, inputs: [], webhookUrl } });
  if (!published.ok) throw new Error(published.error.code);
  await library.indexClip(published.value);
  const ask = async (own: string) => {
    const routes = recipeHandlers({ intake, library: () => library, settings: () => ({ webhookUrl: own }) });
    return routes['clip.recipe']({ clipId: published.value.id });
  };
  expect(await ask(webhookUrl)).toMatchObject({ ok: true, value: { webhookUrl } });
  expect(await ask('')).toMatchObject({ ok: true, value: { webhookUrl: '' } });
  expect(await ask('https://other.example/')).toMatchObject({ ok: true, value: { webhookUrl: '' } });
});
