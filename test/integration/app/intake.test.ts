import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { Intake } from '../../../main/ipc/intake.ts';
import { type IntakeResult, intakeOutput } from '../../../preload/contract/schemas/intake.ts';
import { Rig } from '../engine/rig.ts';

const media = path.resolve(import.meta.dirname, '../../fixtures/media');
const at = (name: string): string => path.join(media, name);
let rig: Rig;
let intake: Intake;
let told = 0;

beforeEach(async () => {
  rig = await Rig.start();
  told = 0;
  const { engine, journal, ids, clips } = rig;
  const onOpened = (): void => {
    told += 1;
  };
  intake = new Intake({ journal, clock: engine.clock, ids, files: () => clips.sources, onOpened });
});
afterEach(() => rig.stop());

async function check(...files: readonly { path: string; name: string }[]): Promise<IntakeResult[]> {
  const checked = await intake.check({ files });
  if (!checked.ok) throw new Error(checked.error.code);
  return checked.value;
}
const idOf = (result: IntakeResult | undefined): string => {
  if (!result?.ok || result.intakeId === null) throw new Error('refused');
  return result.intakeId;
};

test('a reference video and a voice are copied by main, under the id of the check alone', async () => {
  const [video, voice] = await check(
    { path: at('clip.mp4'), name: 'walk.mp4' },
    { path: at('voice.mp3'), name: 'hello.mp3' },
  );
  expect([video, voice]).toMatchObject([
    { ok: true, kind: 'video' },
    { ok: true, kind: 'audio' },
  ]);
  const taken = await intake.take({ intakeId: idOf(video) });
  expect(taken).toMatchObject({
    ok: true,
    value: { kind: 'video', name: 'walk.mp4', width: 160, height: 90, seconds: 2, bytes: 3406 },
  });
  const heard = await intake.take({ intakeId: idOf(voice) });
  expect(heard).toMatchObject({ ok: true, value: { kind: 'audio', width: 0, height: 0, bytes: 2313 } });
  // Once taken an id stands for nothing any more, and neither does one that was never given.
  expect(await intake.take({ intakeId: idOf(video) })).toMatchObject({ error: { code: 'bad-request' } });
  const source = taken.ok ? rig.journal.sources.get(taken.value.id) : null;
  const kept = source && (await rig.clips.sources.read(source.sha256));
  expect(kept?.ok && kept.value.equals(readFileSync(at('clip.mp4')))).toBe(true);
  expect(JSON.stringify([video, voice, taken, heard])).not.toContain(media);
});

test('73: a file that has become another one since the check is not taken, nor is a picture', async () => {
  const file = path.join(rig.clips.library.folder, 'holiday.mp4');
  copyFileSync(at('clip.mp4'), file);
  const [video, picture] = await check(
    { path: file, name: 'clip.mp4' },
    { path: at('picture.png'), name: 'picture.png' },
  );
  writeFileSync(file, 'root:x:0:0:');
  const taken = await intake.take({ intakeId: idOf(video) });
  expect(taken).toMatchObject({
    ok: false,
    error: { code: 'media-unreadable', facts: { name: 'clip.mp4' } },
  });
  expect(await intake.take({ intakeId: idOf(picture) })).toMatchObject({ ok: false });
});

test('the same content has the same digest, whatever the files are called', async () => {
  const views = [];
  for (const name of ['one.mp4', 'two.mp4']) {
    const [result] = await check({ path: at('clip.mp4'), name });
    const taken = await intake.take({ intakeId: idOf(result) });
    if (taken.ok) views.push(taken.value);
  }
  expect(views).toHaveLength(2);
  expect(views[0]?.digest).toBe(views[1]?.digest);
  expect(views[0]?.id).not.toBe(views[1]?.id);
});

test('files that the system opens wait until they are asked for, once', async () => {
  await intake.open([at('picture.png'), path.join(media, 'gone.png')]);
  expect([intake.opened, told]).toEqual([2, 1]);
  const opened = intake.takeOpened();
  expect(opened).toMatchObject([
    { ok: true, kind: 'image', name: 'picture.png' },
    { ok: false, name: 'gone.png' },
  ]);
  expect(intake.pathOf(idOf(opened[0]))).toBe(at('picture.png'));
  // Whoever looks late sees that there were more, however many of them have been taken.
  await intake.open([at('picture.png')]);
  expect([intake.opened, told, intake.takeOpened().length, intake.takeOpened()]).toEqual([3, 2, 1, []]);
});

test('a file whose answer nobody could read does not take the others of its drop along', async () => {
  const { engine, journal, clips } = rig;
  const names = ['no id', ...Array.from({ length: 2 }, () => rig.ids.next())];
  const ids = { next: () => names.shift() ?? '' };
  const odd = new Intake({ journal, clock: engine.clock, ids, files: () => clips.sources, onOpened() {} });
  await odd.open([at('clip.mp4'), at('voice.mp3')]);
  const opened = odd.takeOpened();
  expect(z.safeParse(intakeOutput, opened).success).toBe(true);
  expect(opened).toMatchObject([
    { ok: false, name: 'clip.mp4', error: { code: 'undecodable', facts: { name: 'clip.mp4' } } },
    { ok: true, name: 'voice.mp3' },
  ]);
  expect(odd.pathOf('no id')).toBe(null);
});

test('a copied picture has no file, so there is nothing to check and nothing to take', async () => {
  expect(await check({ path: '', name: 'image.png' })).toEqual([
    { ok: true, intakeId: null, kind: 'image', name: 'image.png', width: 0, height: 0 },
  ]);
});
