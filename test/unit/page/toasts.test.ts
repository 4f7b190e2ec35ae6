import { beforeEach, expect, test, vi } from 'vitest';
import { goTo } from '../../../renderer/state/ui.ts';
import { forgetSteps, pushStep, undo, undoLast } from '../../../renderer/state/undo.ts';
import { beginToasts, hush, say, type ToastData, toasts } from '../../../renderer/ui/toasts.ts';

await vi.hoisted(() => import('./page.ts'));

interface Shown {
  readonly id: string;
  readonly title?: unknown;
  readonly onClose?: () => void;
  readonly data?: ToastData;
}

/** What is on screen, as the list of toasts would show it. */
let shown: Shown[] = [];
toasts[' subscribe'](({ action, options }) => {
  const before = shown.filter(({ id }) => id === options.id);
  shown = shown.filter((one) => !before.includes(one));
  if (action === 'add') shown.push(options);
  else for (const one of before) one.onClose?.();
});

test('what is said before anything can show it waits, and what is taken away meanwhile does not come', () => {
  say({ title: 'First' });
  const taken = say({ title: 'Never seen' });
  taken();
  expect(shown).toEqual([]);
  beginToasts();
  expect(shown.map(({ title }) => title)).toEqual(['First']);
  say({ title: 'Then' });
  expect(shown.map(({ title }) => title)).toEqual(['First', 'Then']);
});

const steps: string[] = [];
function remove(name: string, title: string, about?: string): ReturnType<typeof pushStep> {
  const back = (): boolean => {
    steps.push(name);
    return true;
  };
  const step = pushStep({ about: 'library', undo: back, redo: () => undefined });
  say({ title, about, undoes: step });
  return step;
}

beforeEach(() => {
  for (const { id } of shown) toasts.close(id);
  steps.length = 0;
  forgetSteps('library');
});

test('what is said again in the same words does not stack up', () => {
  say({ title: 'Prompt copied', look: 'done' });
  say({ title: 'Prompt copied', look: 'done' });
  say({ title: 'Something else' });
  expect(shown.map(({ title, data }) => [title, data?.times])).toEqual([
    ['Prompt copied', 1],
    ['Something else', 1],
  ]);
});

test('what is said anew about the same thing takes the place of what was said before', () => {
  const opened: number[] = [];
  const ready = (count: number, batch: string): void => {
    const action = { label: 'Show', run: () => opened.push(count) };
    say({ about: `ready ${batch}`, title: `${count} of 12 clips ready`, action });
  };
  for (const count of [1, 2, 3]) ready(count, 'one');
  ready(1, 'two');
  expect(shown.map(({ title, data }) => [title, data?.times])).toEqual([
    ['3 of 12 clips ready', 1],
    ['1 of 12 clips ready', 1],
  ]);
  shown[0]?.data?.action?.run();
  expect(opened).toEqual([3]);
  expect(shown.map(({ title }) => title)).toEqual(['1 of 12 clips ready']);
});

test('one toast takes back the latest step in its words, counts nothing, and stays for the one before', () => {
  remove('one', 'Clip removed');
  remove('two', 'Clip removed');
  expect(shown.map(({ data }) => data?.times)).toEqual([1]);
  shown[0]?.data?.action?.run();
  expect(steps).toEqual(['two']);
  expect(shown.map(({ data }) => data?.times)).toEqual([1]);
  shown[0]?.data?.action?.run();
  expect(steps).toEqual(['two', 'one']);
  expect(shown).toEqual([]);
  expect(undoLast(['library'])).toBe(false);
});

test('a step that was taken back by key is not offered again', () => {
  remove('one', 'Clip removed');
  remove('two', 'Clip removed');
  expect(undoLast(['library'])).toBe(true);
  shown[0]?.data?.action?.run();
  expect(steps).toEqual(['two', 'one']);
  expect(shown).toEqual([]);
});

test('what opens something opens the latest alone', () => {
  const opened: number[] = [];
  for (const each of [1, 2])
    say({ title: 'Saved', action: { label: 'Open', run: () => void opened.push(each) } });
  shown[0]?.data?.action?.run();
  expect(opened).toEqual([2]);
});

test('the offer to take something back ends when its view is left, and nothing else does', () => {
  goTo('library');
  remove('one', 'Clip removed');
  say({ title: 'Exported' });
  goTo('library');
  expect(shown.map(({ title }) => title)).toEqual(['Clip removed', 'Exported']);
  goTo('animate');
  expect(shown.map(({ title }) => title)).toEqual(['Exported']);
  goTo('library');
  expect(undoLast(['library'])).toBe(true);
  expect(steps).toEqual(['one']);
});

test('a toast goes when its step was taken back by key or can no longer be', () => {
  remove('one', 'First');
  remove('two', 'Second');
  const third = remove('three', 'Third');
  expect(undo(third)).toBe(true);
  expect(shown.map(({ title }) => title)).toEqual(['First', 'Second']);
  expect(undoLast(['strip'])).toBe(false);
  expect(undoLast(['library'])).toBe(true);
  expect(steps).toEqual(['three', 'two']);
  forgetSteps('library');
  expect(shown).toEqual([]);
});

test('each that shared a toast hears that it has gone', () => {
  const gone: number[] = [];
  const action = { label: 'Undo', run: () => undefined };
  for (const each of [1, 2]) say({ title: 'Removed', action, onClose: () => gone.push(each) });
  for (const { id } of shown) toasts.close(id);
  expect(gone).toEqual([1, 2]);
});

test('what reverses it takes its place, and taking that back brings no other', () => {
  remove('keep', 'Kept', 'verdict');
  remove('neither', 'Neither', 'verdict');
  expect(shown.map(({ title }) => title)).toEqual(['Neither']);
  shown[0]?.data?.action?.run();
  expect(shown).toEqual([]);
  expect(undoLast(['library'])).toBe(true);
  expect(steps).toEqual(['neither', 'keep']);
});

test('what is out of date goes, and nothing else', () => {
  say({ title: 'In the queue', about: 'sent' });
  say({ title: 'Other' });
  hush('sent');
  hush('nothing');
  expect(shown.map(({ title }) => title)).toEqual(['Other']);
});
