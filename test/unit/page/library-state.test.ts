import { beforeEach, expect, test, vi } from 'vitest';
import { fail, ok } from '../../../preload/contract/errors.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { culledClip } from '../../../renderer/features/clip/neighbour.ts';
import { loadClip, loadClips, useClips } from '../../../renderer/state/library/clips.ts';
import {
  applyClips,
  neighbourOf,
  openLibrary,
  renewLibrary,
  useOutline,
} from '../../../renderer/state/library/outline.ts';
import { changeQuery, clearFilters, isFiltered, useQuery } from '../../../renderer/state/library/query.ts';
import {
  clearSelection,
  extendTo,
  focusOn,
  select,
  selectAll,
  selectedClips,
  selectedInTurn,
  targetOf,
  toggle,
  useSelection,
} from '../../../renderer/state/library/selection.ts';
import { useUi } from '../../../renderer/state/ui.ts';

const { answers, asked } = await vi.hoisted(() => import('./page.ts'));

const idOf = (place: number): string => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;

const clip = (place: number, prompt = ''): ClipView => ({
  id: idOf(place),
  jobId: null,
  batchId: null,
  name: `clip-${place}.mp4`,
  createdAt: Math.floor(place / 1024),
  modelId: 'model',
  prompt,
  params: {},
  seconds: 5,
  width: 1600,
  height: 900,
  bytes: 1,
  charged: null,
  practice: false,
  sourceIds: [],
  sourceName: null,
  place,
  folder: 'main',
  parents: [],
  made: null,
  favourite: false,
  rating: 0,
  flag: null,
  tags: [],
  played: false,
  missing: false,
});

/** What main has, by place; the newest first. */
let there: ClipView[] = [];
let generation = 'one';

const matching = (input: unknown): ClipView[] => {
  const { search, sort } = (input as { query: { search: string; sort: string } }).query;
  const found = there.filter(({ prompt }) => prompt.includes(search));
  return found.toSorted((a, b) => (sort === 'oldest' ? a.place - b.place : b.place - a.place));
};

function answerAsMain(): void {
  answers['library.page'] = (input) => {
    const { limit } = input as { limit: number };
    const found = matching(input);
    return ok({ clips: found.slice(0, limit), next: found.length > limit ? 'more' : null, generation });
  };
  answers['library.outline'] = (input) => {
    const places = Float64Array.from(matching(input), ({ place }) => place);
    const shapes = new Uint16Array(places.length).fill(1777);
    return ok({ generation, places: new Uint8Array(places.buffer), shapes: new Uint8Array(shapes.buffer) });
  };
  answers['library.clips'] = (input) => {
    const { places, ...of } = input as { places: number[]; generation: string };
    if (of.generation !== generation) return fail('library-renewed');
    return ok({ clips: there.filter(({ place }) => places.includes(place)) });
  };
  answers['clip.get'] = (input) =>
    ok({ clip: there.find(({ id }) => id === (input as { clipId: string }).clipId) ?? null });
}

const shown = (): number[] => [...useOutline.getState().places];
const settled = (): Promise<void> =>
  vi.waitFor(() => expect(useOutline.getState()).toMatchObject({ state: 'ready', complete: true }), {
    timeout: 10_000,
  });
const routes = (): string[] => asked.map(({ route }) => route);

beforeEach(async () => {
  answerAsMain();
  generation = crypto.randomUUID();
  there = Array.from({ length: 300 }, (_, at) => clip(1000 + at));
  useQuery.setState(useQuery.getInitialState());
  clearSelection();
  openLibrary();
  renewLibrary();
  await vi.waitFor(() => expect(useOutline.getState().generation).toBe(generation));
  await settled();
  asked.length = 0;
});

test('the first clips are there before the order of all', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const whole = answers['library.outline'];
  answers['library.outline'] = async (input) => {
    await held;
    return whole?.(input);
  };
  changeQuery({ sort: 'oldest' });
  await vi.waitFor(() => expect(shown()[0]).toBe(1000));
  expect(useOutline.getState().complete).toBe(false);
  expect(useClips.getState().byPlace.get(1000)?.id).toBe(idOf(1000));
  release();
  await settled();
  expect(shown()).toHaveLength(300);
  expect(neighbourOf(1000, 1)).toBe(1001);
  expect(neighbourOf(1000, -1)).toBeNull();
});

test('of two questions only the answer to the later one is shown', async () => {
  there = [clip(1, 'boat'), clip(2, 'boats'), clip(3, 'sea')];
  changeQuery({ search: 'boat' });
  changeQuery({ search: 'boats' });
  await vi.waitFor(() => expect(shown()).toEqual([2]));
  expect(isFiltered(useQuery.getState().query)).toBe(true);
  clearFilters();
  await vi.waitFor(() => expect(shown()).toEqual([3, 2, 1]));
  expect(isFiltered(useQuery.getState().query)).toBe(false);
});

test('while letters come only what they find is asked for: pictures and the order of all wait for a rest', async () => {
  there = Array.from({ length: 300 }, (_, at) => clip(1000 + at, 'boats'));
  vi.useFakeTimers();
  try {
    for (const search of ['b', 'bo', 'boa', 'boat']) {
      changeQuery({ search });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(shown()).toHaveLength(30);
    expect(routes()).toEqual(Array.from({ length: 4 }, () => 'library.page'));
    expect(useOutline.getState().calm).toBe(false);
    await vi.advanceTimersByTimeAsync(150);
    expect(useOutline.getState()).toMatchObject({ calm: true, complete: true });
    expect(routes().at(-1)).toBe('library.outline');
    // A press on a chip is no letter.
    changeQuery({ favourite: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(useOutline.getState()).toMatchObject({ calm: true, complete: false });
    await vi.runAllTimersAsync();
    expect(useOutline.getState().complete).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('few clips that a letter finds get their pictures at a rest, too', async () => {
  there = [clip(1, 'boat'), clip(2, 'sea')];
  vi.useFakeTimers();
  try {
    changeQuery({ search: 'b' });
    await vi.advanceTimersByTimeAsync(0);
    expect(useOutline.getState()).toMatchObject({ complete: true, calm: false });
    await vi.runAllTimersAsync();
    expect(useOutline.getState().calm).toBe(true);
    expect(routes()).toEqual(['library.page']);
    // A field that is emptied, or a saved search, is no letter.
    changeQuery({ search: '' });
    await vi.advanceTimersByTimeAsync(0);
    expect(useOutline.getState()).toMatchObject({ complete: true, calm: true });
  } finally {
    vi.useRealTimers();
  }
});

test('new and gone clips find their place without asking for everything again', () => {
  applyClips(
    new Map([
      [idOf(2000), clip(2000)],
      [idOf(500), clip(500)],
      [idOf(1299), null],
    ]),
  );
  expect(shown().slice(0, 2)).toEqual([2000, 1298]);
  expect(shown().at(-1)).toBe(500);
  expect(useClips.getState().byId.has(idOf(1299))).toBe(false);
  expect(routes()).toEqual([]);
});

test('while clips are left out, main decides whether a new one matches', async () => {
  there = [clip(1, 'boat'), clip(3, 'sea')];
  changeQuery({ search: 'boat' });
  await vi.waitFor(() => expect(shown()).toEqual([1]));
  there.push(clip(4, 'boat'), clip(5, 'sea'));
  applyClips(new Map(there.slice(2).map((one) => [one.id, one])));
  await vi.waitFor(() => expect(shown()).toEqual([4, 1]));
});

test('a change that comes while the order is on its way is not lost', async () => {
  const whole = answers['library.outline'];
  answers['library.outline'] = (input) => {
    const before = whole?.(input);
    if (there.length === 300) {
      there.push(clip(2000));
      applyClips(new Map([[idOf(2000), clip(2000)]]));
    }
    return before;
  };
  renewLibrary();
  await vi.waitFor(() => expect(routes().filter((route) => route === 'library.outline')).toHaveLength(2));
  await vi.waitFor(() => expect(shown()[0]).toBe(2000));
});

test('an index that has begun anew takes places, clips and selection with it', async () => {
  select(1100);
  generation = 'anew';
  there = [clip(7), clip(8)];
  renewLibrary();
  await vi.waitFor(() => expect(shown()).toEqual([8, 7]));
  expect(useSelection.getState()).toMatchObject({ anchor: null, focus: 7 });
  expect(useSelection.getState().places.size).toBe(0);
  await loadClips([7]);
  expect([...useClips.getState().byPlace.keys()]).toEqual([7]);
});

test('clips are asked for by place only where they are not here yet, and the oldest are forgotten', async () => {
  there = Array.from({ length: 2000 }, (_, at) => clip(at + 1));
  renewLibrary();
  await settled();
  for (let at = 1; at <= 2000; at += 200) await loadClips(Array.from({ length: 200 }, (_, i) => at + i));
  expect(useClips.getState().byPlace.size).toBeLessThanOrEqual(800);
  asked.length = 0;
  await loadClips([1990, 1991]);
  expect(routes()).toEqual([]);
  expect((await loadClip(idOf(3)))?.place).toBe(3);
  expect(await loadClip(idOf(4000))).toBeNull();
});

test('ranges reach over clips that are not loaded, and shrink again', () => {
  select(1250);
  extendTo(1000);
  expect(useSelection.getState().places.size).toBe(251);
  extendTo(1249);
  expect([...useSelection.getState().places]).toEqual([1250, 1249]);
  toggle(1299);
  expect(useSelection.getState().places.size).toBe(3);
  clearSelection();
  focusOn(1298);
  extendTo(1299);
  expect(useSelection.getState()).toMatchObject({ anchor: 1298, focus: 1299 });
  selectAll();
  expect(useSelection.getState().places.size).toBe(300);
});

test('a command names few clips by id and many by place', async () => {
  expect(targetOf([1299, 1298])).toEqual({ ids: [idOf(1299), idOf(1298)] });
  const many = targetOf(useOutline.getState().places);
  expect('places' in many && new Float64Array(many.places.slice().buffer)).toHaveLength(300);
  toggle(1000);
  toggle(1299);
  expect((await selectedClips()).map(({ place }) => place)).toEqual([1299, 1000]);
});

test('what matches no longer is selected no longer, and the keys go to its neighbour', async () => {
  select(1298);
  there = there.filter(({ place }) => place !== 1298);
  renewLibrary();
  await vi.waitFor(() => expect(useSelection.getState().places.size).toBe(0));
  expect(useSelection.getState().focus).toBe(1297);
});

/** Main answers with the order of all only when it is let go. */
function holdOrder(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  const whole = answers['library.outline'];
  answers['library.outline'] = async (input) => {
    await promise;
    return whole?.(input);
  };
  return resolve;
}

test('after a change of filter only clips that are known to match are selected, and the others once they are', async () => {
  there = Array.from({ length: 300 }, (_, at) => clip(1000 + at, at % 2 === 0 ? 'boat' : 'sea'));
  toggle(1299);
  selectAll();
  toggle(1002);
  focusOn(1299);
  const letGo = holdOrder();
  changeQuery({ search: 'boat' });
  await vi.waitFor(() => expect(shown()).toHaveLength(30));
  const { places } = useSelection.getState();
  expect([...places].toSorted((a, b) => b - a)).toEqual(shown());
  toggle(1298);
  letGo();
  await settled();
  // All boats but the one that was left out before and the one that was left out meanwhile.
  expect(useSelection.getState().places.size).toBe(148);
  expect([...useSelection.getState().places].filter((place) => !shown().includes(place))).toEqual([]);
  clearFilters();
  await vi.waitFor(() => expect(shown()).toHaveLength(300));
  expect(useSelection.getState().places.size).toBe(148);
});

test('what is cleared, or chosen alone, while the order is on its way stays so', async () => {
  there = Array.from({ length: 300 }, (_, at) => clip(1000 + at, 'boat'));
  for (const [choose, left] of [
    [clearSelection, 0],
    [() => select(1299), 1],
  ] as const) {
    selectAll();
    const letGo = holdOrder();
    changeQuery({ search: 'boat' });
    await vi.waitFor(() => expect(shown()).toHaveLength(30));
    choose();
    letGo();
    await settled();
    expect(useSelection.getState().places.size).toBe(left);
    clearFilters();
    await vi.waitFor(() => expect(useOutline.getState().query.search).toBe(''));
    await settled();
  }
});

test('everything is selected when the order comes, which is asked for at once, and not of another filter', async () => {
  there = Array.from({ length: 300 }, (_, at) => clip(1000 + at, at % 3 === 0 ? 'boat' : 'sea'));
  const letGo = holdOrder();
  changeQuery({ search: 'boat' });
  selectAll();
  selectAll();
  expect(routes()).toEqual(['library.page', 'library.outline']);
  expect(useSelection.getState().places.size).toBe(0);
  // What is still shown is the answer to the question before.
  applyClips(new Map([[idOf(1299), null]]));
  expect(useSelection.getState().places.size).toBe(0);
  letGo();
  await vi.waitFor(() => expect(shown()).toHaveLength(100));
  expect(useSelection.getState()).toMatchObject({ places: new Set(shown()), ranged: true });

  clearSelection();
  const letGoAgain = holdOrder();
  clearFilters();
  await vi.waitFor(() => expect(shown()).toHaveLength(30));
  selectAll();
  changeQuery({ search: 'sea' });
  letGoAgain();
  await vi.waitFor(() => expect(useOutline.getState().query.search).toBe('sea'));
  await settled();
  expect(useSelection.getState().places.size).toBe(0);
});

test('clips that are compared stay known when many clips change, also in an index that has begun anew', async () => {
  const compared = [idOf(1001), idOf(1002)];
  await Promise.all(compared.map(loadClip));
  useUi.setState({ comparing: compared });
  await loadClips([1299]);
  const known = (): string[] => compared.filter((id) => useClips.getState().byId.has(id));
  renewLibrary();
  expect(known()).toEqual(compared);
  await settled();
  generation = 'anew';
  renewLibrary();
  await vi.waitFor(() => expect(useOutline.getState().generation).toBe('anew'));
  expect(known()).toEqual(compared);
  useUi.setState({ comparing: [] });
});

test('keys say nothing of the open clip while the next one is on its way', async () => {
  there = [clip(1), clip(2)];
  generation = 'anew';
  renewLibrary();
  await vi.waitFor(() => expect(shown()).toEqual([2, 1]));
  const first = clip(2);
  await loadClip(first.id);
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const whole = answers['library.clips'];
  answers['library.clips'] = async (input) => {
    await held;
    return whole?.(input);
  };
  useUi.setState({ clipId: first.id });
  culledClip(first)?.advance?.();
  expect(culledClip(first)).toBeNull();
  answer();
  await vi.waitFor(() => expect(useUi.getState().clipId).toBe(idOf(1)));
  expect(culledClip(clip(1))?.subject.target).toEqual({ ids: [idOf(1)] });
  useUi.setState({ clipId: null });
});

test('clips to be joined follow one another as they were chosen, or from the oldest to what was made of it', async () => {
  there = [clip(1), { ...clip(2), parents: [idOf(3)] }, clip(3), clip(4)];
  generation = 'anew';
  renewLibrary();
  await vi.waitFor(() => expect(shown()).toEqual([4, 3, 2, 1]));
  const inTurn = async (): Promise<number[]> => (await selectedInTurn()).map(({ place }) => place);
  for (const place of [3, 1, 4]) toggle(place);
  expect(await inTurn()).toEqual([3, 1, 4]);
  clearSelection();
  select(4);
  extendTo(1);
  expect(await inTurn()).toEqual([1, 3, 2, 4]);
  clearSelection();
  selectAll();
  expect(await inTurn()).toEqual([1, 3, 2, 4]);
});
