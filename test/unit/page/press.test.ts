import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SourceView } from '../../../preload/contract/schemas/views.ts';
import { newsOf, offersNow, press, type Take, useSend } from '../../../renderer/features/animate/send.ts';
import { useBatch } from '../../../renderer/state/batch.ts';
import { useCore } from '../../../renderer/state/core.ts';
import { useDraft } from '../../../renderer/state/draft.ts';
import { emptySlot } from '../../../renderer/state/reference-slots.ts';
import { NO_REFERENCES, useReferences } from '../../../renderer/state/references.ts';
import { addItems, useStrip } from '../../../renderer/state/strip.ts';
import { pushStep, undoLast } from '../../../renderer/state/undo.ts';

const { asked, WORLD } = await vi.hoisted(() => import('./page.ts'));

const SEEN_MS = 600;

const source = (id: string): SourceView => ({
  id,
  kind: 'image',
  name: id,
  width: 800,
  height: 600,
  seconds: null,
  bytes: 1,
  digest: id,
});

/** As the button does: what it says anew counts as seen a while after it has said so. */
function draw(take: Take): () => void {
  let last: string | undefined;
  const look = (): void => {
    const offer = offersNow()?.[take];
    const key = offer ? newsOf(offer, useSend.getState())?.key : undefined;
    if (key === last) return;
    last = key;
    setTimeout(() => useSend.setState(({ seen }) => ({ seen: { ...seen, [take]: key } })), SEEN_MS);
  };
  return useSend.subscribe(look);
}

const sent = (): number => asked.filter(({ route }) => route === 'job.animate').length;

async function pressFor(ms: number, take: Take): Promise<void> {
  for (let at = 0; at < ms; at += 33) {
    press(take);
    await vi.advanceTimersByTimeAsync(33);
  }
}

const cleanUp: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  useCore.setState({ world: WORLD });
  useSend.setState(useSend.getInitialState());
  useStrip.setState(useStrip.getInitialState());
  useReferences.setState(NO_REFERENCES);
  useBatch.setState(useBatch.getInitialState());
  useDraft.setState({
    modelId: 'alibaba-plus/wan-2.7/reference-to-video',
    params: { prompt: 'p', duration: 10, resolution: '1080p' },
  });
  cleanUp.push(draw('final'), draw('first'));
});

afterEach(() => {
  for (const end of cleanUp.splice(0)) end();
  vi.useRealTimers();
});

const reference = { key: 'r', name: 'r', source: source('r'), failure: null, wave: null };
const fillReference = (): void => useReferences.setState({ images: [reference, null, null, null, null] });

test.each<Take>(['final', 'first'])('a held press sends references once (%s)', async (take) => {
  fillReference();
  await pressFor(3000, take);
  expect(sent()).toBe(1);
});

test.each<Take>(['final', 'first'])(
  'a double press on what is sent again sends it once (%s)',
  async (take) => {
    fillReference();
    press(take);
    await vi.advanceTimersByTimeAsync(SEEN_MS * 2);
    expect(sent()).toBe(1);
    press(take);
    await vi.advanceTimersByTimeAsync(120);
    press(take);
    await vi.advanceTimersByTimeAsync(SEEN_MS * 2);
    expect(sent()).toBe(2);
  },
);

test('a double press does not go on to the references that the picture left behind', async () => {
  fillReference();
  addItems([{ key: 'i', name: 'i', source: source('i') }]);
  press();
  await vi.advanceTimersByTimeAsync(120);
  expect(useStrip.getState().items).toEqual([]);
  press();
  await vi.advanceTimersByTimeAsync(SEEN_MS * 2);
  expect(sent()).toBe(1);
  press();
  await vi.advanceTimersByTimeAsync(120);
  expect(sent()).toBe(2);
});

test('what was looked at is sent at once where it is something else than before', async () => {
  addItems([{ key: 'i', name: 'i', source: source('i') }]);
  press();
  await vi.advanceTimersByTimeAsync(10);
  addItems([{ key: 'j', name: 'j', source: source('j') }]);
  press();
  await vi.advanceTimersByTimeAsync(10);
  expect(sent()).toBe(2);
});

test('a send ends what a key could still put back into the queue', async () => {
  pushStep({ about: 'queue', undo: () => true, redo: null });
  addItems([{ key: 'i', name: 'i', source: source('i') }]);
  press();
  await vi.advanceTimersByTimeAsync(10);
  expect(sent()).toBe(1);
  expect(undoLast(['strip', 'form', 'queue'])).toBe(false);
});

test('what was taken out before a batch was sent does not come into the next one by itself', async () => {
  fillReference();
  addItems([{ key: 'i', name: 'i', source: source('i') }]);
  emptySlot(0);
  expect(useReferences.getState().images[0]).toBeNull();
  press();
  await vi.advanceTimersByTimeAsync(10);
  expect(sent()).toBe(1);
  expect(undoLast(['strip', 'form', 'queue'])).toBe(false);
  expect(useReferences.getState().images[0]).toBeNull();
});

test('the next batch has one prompt for all again', async () => {
  useBatch.setState({ each: true });
  addItems([{ key: 'i', name: 'i', source: source('i'), prompt: 'its own' }]);
  press();
  await vi.advanceTimersByTimeAsync(10);
  expect(sent()).toBe(1);
  expect(useBatch.getState().each).toBe(false);
});
