import { beforeEach, expect, test, vi } from 'vitest';
import { ok } from '../../../preload/contract/errors.ts';
import { roll } from '../../../renderer/features/library/roll-model.ts';
import { useOutline } from '../../../renderer/state/library/outline.ts';
import { focusOn } from '../../../renderer/state/library/selection.ts';

const { answers, asked, idle } = await vi.hoisted(async () => {
  const page = await import('./page.ts');
  const waiting: (() => void)[] = [];
  Object.assign(globalThis, {
    getComputedStyle: () => ({ paddingLeft: '0', paddingRight: '0' }),
    ResizeObserver: class {
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
    requestIdleCallback: (work: (idle: { timeRemaining: () => number }) => void) =>
      waiting.push(() => work({ timeRemaining: () => 50 })),
    cancelIdleCallback: () => void waiting.splice(0),
  });
  const idle = (): void => {
    for (let turn = 0; turn < 100; turn += 1) for (const work of waiting.splice(0)) work();
  };
  return { ...page, idle };
});

const COUNT = 300;

class Scroller {
  scrollTop = 0;
  readonly clientWidth = 1000;
  readonly clientHeight = 600;
  #heard: () => void = () => undefined;
  addEventListener = (_event: string, listener: () => void): void => {
    this.#heard = listener;
  };
  removeEventListener = (): void => undefined;
  matches = (): boolean => false;

  /** By the wheel, a little at a time, without a pause to draw in. */
  wheel(to: number): void {
    const step = to > this.scrollTop ? 100 : -100;
    while (this.scrollTop !== to) {
      this.scrollTop += step;
      this.#heard();
    }
  }
}

function show(first: number): void {
  const places = Float64Array.from({ length: COUNT }, (_, at) => first + at);
  useOutline.setState({ places, shapes: new Uint16Array(COUNT).fill(1500), complete: true, state: 'ready' });
}

let scroller = new Scroller();
beforeEach(async () => {
  answers['library.clips'] = () => ok({ clips: [] });
  scroller = new Scroller();
  show(1);
  const stop = roll.attach(scroller as never, { style: {} } as never);
  idle();
  // What it asks for at first has been answered.
  await new Promise((go) => setImmediate(go));
  asked.length = 0;
  return stop;
});

test('clips that come while others are asked for, in as many tiles, are asked for after them', async () => {
  const first = Promise.withResolvers<unknown>();
  answers['library.clips'] = () => first.promise;
  show(1001);
  idle();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  show(2001);
  idle();
  answers['library.clips'] = () => ok({ clips: [] });
  first.resolve(ok({ clips: [] }));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.input).toMatchObject({ places: expect.arrayContaining([2001]) });
});

test('the tile that the keys are about keeps its clip when it scrolls away and comes back', () => {
  focusOn(1);
  scroller.wheel(3000);
  idle();
  expect(roll.drawn().tiles.some(({ place }) => place === 1)).toBe(true);
  const bare: boolean[] = [];
  const stop = roll.subscribe(() => bare.push(roll.drawn().bare.has(1)));
  scroller.wheel(0);
  stop();
  expect(bare).not.toEqual([]);
  expect(bare).not.toContain(true);
});
