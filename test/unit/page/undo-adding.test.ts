import { beforeEach, expect, test, vi } from 'vitest';
import { addAsStep, bringBackSent, clearStrip, dropItems, useStrip } from '../../../renderer/state/strip.ts';
import { forgetSteps, redoLast, undo, undoLast } from '../../../renderer/state/undo.ts';

await vi.hoisted(() => import('./page.ts'));

const item = (key: string) => ({ key, name: key, source: null });
const here = (): string =>
  useStrip
    .getState()
    .items.map(({ key }) => key)
    .join('');

beforeEach(() => {
  useStrip.setState(useStrip.getInitialState());
  forgetSteps('strip');
});

test('the latest that was done is taken back first, adding as well, and nothing comes twice', () => {
  useStrip.setState({ sent: ['a', 'b', 'c'].map(item) });
  bringBackSent();
  clearStrip();
  bringBackSent();
  expect(here()).toBe('abc');
  expect(undoLast(['strip'])).toBe(true);
  expect(here()).toBe('');
  expect(undoLast(['strip'])).toBe(true);
  expect(here()).toBe('abc');
  expect(redoLast(['strip'])).toBe(true);
  expect(redoLast(['strip'])).toBe(true);
  expect(here()).toBe('abc');
});

test('a removal that is taken back by its toast doubles nothing that has been added again', () => {
  useStrip.setState({ sent: ['a', 'b'].map(item) });
  bringBackSent();
  const cleared = clearStrip();
  bringBackSent();
  undo(cleared);
  expect(here()).toBe('ab');
});

test('pictures of which none could be read are nothing to take back', () => {
  addAsStep([item('a')]);
  addAsStep([item('b')]);
  dropItems(new Set(['b']));
  expect(undoLast(['strip'])).toBe(true);
  expect(here()).toBe('');
  expect(undoLast(['strip'])).toBe(false);
});
