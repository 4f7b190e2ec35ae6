import { expect, test, vi } from 'vitest';
import { fail, ok } from '../../../preload/contract/errors.ts';

const { answers } = await vi.hoisted(() => import('./page.ts'));
/** What the worker finds in each clip: a picture, or that it is none. */
const unreadable = vi.hoisted(() => new Set<string>());
vi.mock('../../../renderer/work/media/media.ts', () => ({
  MediaHand: class {
    run({ clipId }: { clipId: string }): Promise<unknown> {
      return Promise.resolve(
        unreadable.has(clipId) ? fail('clip-unreadable') : ok({ bytes: new Uint8Array(1) }),
      );
    }
    end(): void {}
  },
}));
const { hopeForPosters, wantPoster } = await import('../../../renderer/work/media/posters.ts');

const posterOf = (clipId: string): Promise<string | null> =>
  new Promise((resolve) => {
    wantPoster(clipId, resolve);
  });

test('a clip that gave no picture is tried again when its file was located', async () => {
  unreadable.add('lost');
  expect(await posterOf('lost')).toBeNull();
  unreadable.clear();
  expect(await posterOf('lost')).toBeNull();
  hopeForPosters();
  expect(await posterOf('lost')).toBe('/media/lost/poster?made');
});

test('pictures that cannot be kept are made once, and let go when there are too many', async () => {
  answers['poster.store'] = () => fail('folder-read-only');
  const made = vi.spyOn(URL, 'createObjectURL');
  const letGo = vi.spyOn(URL, 'revokeObjectURL');
  const first = await posterOf('clip 0');
  expect(await posterOf('clip 0')).toBe(first);
  expect(made).toHaveBeenCalledTimes(1);
  for (let at = 1; at <= 300; at += 1) await posterOf(`clip ${at}`);
  expect(made.mock.calls.length - letGo.mock.calls.length).toBe(200);
  expect(letGo).toHaveBeenCalledWith(first);
});
