import { beforeEach, expect, test, vi } from 'vitest';
import { BRIDGE } from '../../../preload/contract/bridge.ts';
import { ok } from '../../../preload/contract/errors.ts';
import { addItems, useStrip } from '../../../renderer/state/strip.ts';

const { WORLD } = await vi.hoisted(() => import('./page.ts'));
const BAD = 1000;
/** The last file of a drop is one that a worker takes long for. */
const slow = vi.hoisted(() => Promise.withResolvers<unknown>());
vi.mock('../../../renderer/work/prepare.ts', () => ({
  prepare: (from: File) =>
    from.name === 'slow.png' ? slow.promise : { id: 0, ok: false, code: 'undecodable' },
}));
const { addFiles } = await import('../../../renderer/features/animate/add-files.ts');
const { useCore } = await import('../../../renderer/state/core.ts');

beforeEach(() => {
  useCore.setState({ world: WORLD });
  useStrip.setState(useStrip.getInitialState());
});

test('pictures that cannot be read leave the table together, also while another one is still being read', async () => {
  vi.useFakeTimers();
  const names = [...Array.from({ length: BAD - 1 }, (_, at) => `${at}.png`), 'slow.png'];
  const files = names.map((name) => new File([], name));
  const checked = names.map((name) => ({
    ok: true,
    intakeId: null,
    kind: 'image',
    name,
    width: 1,
    height: 1,
  }));
  Object.assign(Reflect.get(Reflect.get(globalThis, 'window'), BRIDGE), { intake: async () => ok(checked) });
  addItems([{ key: 'here', name: 'here.png', source: null }]);
  let changes = 0;
  useStrip.subscribe(() => {
    changes += 1;
  });
  const added = addFiles(files);
  await vi.advanceTimersByTimeAsync(2000);
  expect(useStrip.getState().items.map(({ name }) => name)).toEqual(['here.png', 'slow.png']);
  slow.resolve({ id: 0, ok: false, code: 'undecodable' });
  await added;
  vi.useRealTimers();
  expect(useStrip.getState().items.map(({ name }) => name)).toEqual(['here.png']);
  expect(changes).toBeLessThanOrEqual(3);
});
