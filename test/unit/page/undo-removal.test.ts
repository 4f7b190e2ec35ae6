import { beforeEach, expect, test, vi } from 'vitest';
import { fail, ok } from '../../../preload/contract/errors.ts';
import {
  cancelConfirming,
  confirmRetry,
  removeClips,
  useQueueUi,
} from '../../../renderer/features/queue/actions.ts';
import { useCore } from '../../../renderer/state/core.ts';
import { addItems, removeItems, useStrip } from '../../../renderer/state/strip.ts';
import { forgetSteps, pushStep, undoLast } from '../../../renderer/state/undo.ts';
import { beginToasts, type ToastData, toasts } from '../../../renderer/ui/toasts.ts';

const { answers, asked, WORLD } = await vi.hoisted(() => import('./page.ts'));

interface Shown {
  readonly id: string;
  readonly onClose?: () => void;
  readonly data?: ToastData;
}

/** What is on screen, as the list of toasts would show it. */
let shown: Shown[] = [];
toasts[' subscribe'](({ action, options }) => {
  if (action === 'add') shown = [...shown.filter(({ id }) => id !== options.id), options];
  else if (action === 'close') {
    const gone = shown.filter(({ id }) => id === options.id);
    shown = shown.filter((one) => !gone.includes(one));
    for (const one of gone) one.onClose?.();
  }
});

beginToasts();

const restored = (): unknown[] =>
  asked.flatMap(({ route, input }) => (route === 'job.restore' ? [input] : []));

beforeEach(() => {
  asked.length = 0;
  shown = [];
  answers['job.remove'] = (input) => ok(input);
  forgetSteps('queue');
  useCore.setState({ world: WORLD });
  useStrip.setState(useStrip.getInitialState());
});

test('a removed clip comes back once, by key or by the button of its toast', async () => {
  await removeClips(['a']);
  expect(undoLast(['queue', 'strip'])).toBe(true);
  expect(restored()).toMatchObject([{ jobIds: ['a'] }]);
  expect(shown).toEqual([]);
  await removeClips(['b']);
  shown[0]?.data?.action?.run();
  expect(restored()).toMatchObject([{ jobIds: ['a'] }, { jobIds: ['b'] }]);
  expect(undoLast(['queue', 'strip'])).toBe(false);
  expect(restored()).toHaveLength(2);
});

test('when its toast has gone, a key no longer sends a removed clip', async () => {
  for (const id of ['a', 'b', 'c']) await removeClips([id]);
  addItems([{ key: 'k', name: 'n', source: null }]);
  removeItems(['k']);
  for (const { id } of shown) toasts.close(id);
  expect(undoLast(['queue', 'strip'])).toBe(true);
  expect(useStrip.getState().items).toHaveLength(1);
  expect(undoLast(['queue', 'strip'])).toBe(false);
  expect(restored()).toEqual([]);
});

test('what was done in the queue before a removal that is out of reach is not reached past it', async () => {
  const undone: string[] = [];
  const step = (name: string) => pushStep({ about: 'queue', undo: () => undone.push(name) > 0, redo: null });
  step('before');
  await removeClips(['a']);
  step('after');
  for (const { id } of shown) toasts.close(id);
  expect(undoLast(['queue'])).toBe(true);
  expect(undoLast(['queue'])).toBe(false);
  expect(undone).toEqual(['after']);
});

test('after something else was sent a key does not send a removed clip, its toast still does', async () => {
  await removeClips(['a']);
  forgetSteps('queue');
  expect(undoLast(['queue', 'strip'])).toBe(false);
  shown[0]?.data?.action?.run();
  expect(restored()).toMatchObject([{ jobIds: ['a'] }]);
});

test.each([
  ['practice', { settings: { ...WORLD.settings, practice: true } }],
  [
    'another key',
    { account: { ...WORLD.account, keys: WORLD.account.keys.map((key) => ({ ...key, id: 'other' })) } },
  ],
])('with %s a removed clip can no longer be brought back', async (_what, change) => {
  await removeClips(['a']);
  useCore.setState({ world: { ...WORLD, ...change } });
  expect(shown).toEqual([]);
  expect(undoLast(['queue', 'strip'])).toBe(false);
  expect(restored()).toEqual([]);
});

test('a removed clip comes back at another price only after that has been agreed to', async () => {
  answers['job.restore'] = (input) =>
    asked.filter(({ route }) => route === 'job.restore').length === 1
      ? fail('price-changed', undefined, { total: 3_000_000 })
      : ok(input);
  await removeClips(['a']);
  undoLast(['queue', 'strip']);
  await vi.waitFor(() => expect(useQueueUi.getState().confirming?.total).toBe(3_000_000));
  expect(restored()).toHaveLength(1);
  confirmRetry();
  expect(restored()[1]).toMatchObject({ jobIds: ['a'], total: 3_000_000, confirmed: true });
});

test('at another price that is not agreed to it is offered once more', async () => {
  answers['job.restore'] = () => fail('price-changed', undefined, { total: 3_000_000 });
  await removeClips(['a']);
  expect(undoLast(['queue'])).toBe(true);
  await vi.waitFor(() => expect(useQueueUi.getState().confirming).not.toBeNull());
  expect(shown).toEqual([]);
  cancelConfirming();
  expect(shown).toHaveLength(1);
  expect(undoLast(['queue'])).toBe(true);
  await vi.waitFor(() => expect(restored()).toHaveLength(2));
});
