import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bringInside, type Display, WindowPlaces } from '../../../main/app/window-place.ts';

const LAPTOP: Display = { id: 1, workArea: { x: 0, y: 25, width: 1512, height: 920 } };
const DESK: Display = { id: 2, workArea: { x: 1512, y: 0, width: 2560, height: 1400 } };
const BOTH = [LAPTOP, DESK];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-window-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const places = (): WindowPlaces => new WindowPlaces(folder);
const at = (x: number, y: number, width: number, height: number, maximized = false) => ({
  x,
  y,
  width,
  height,
  maximized,
});

test('the first window has the usual size, or what there is room for', () => {
  expect(places().open(BOTH, LAPTOP)).toEqual({ width: 1440, height: 900 });
  const small: Display = { id: 3, workArea: { x: 0, y: 0, width: 1280, height: 700 } };
  expect(places().open([small], small)).toEqual({ width: 1280, height: 700 });
});

test('the window opens where it was last, and each display has a place of its own', () => {
  places().keep(LAPTOP, at(20, 40, 1000, 700));
  places().keep(DESK, at(1600, 100, 2000, 1200, true));
  expect(places().open(BOTH, LAPTOP)).toEqual(at(1600, 100, 2000, 1200, true));
  // The large display is unplugged: the place on the other one counts.
  expect(places().open([LAPTOP], LAPTOP)).toEqual(at(20, 40, 1000, 700));
  places().keep(LAPTOP, at(30, 50, 1100, 750));
  expect(places().open(BOTH, LAPTOP)).toEqual(at(30, 50, 1100, 750));
});

test('a place that is off the screen is brought back', () => {
  places().keep(LAPTOP, at(-3000, 5000, 1200, 800));
  expect(places().open([LAPTOP], LAPTOP)).toEqual(at(0, 145, 1200, 800));
  places().keep(LAPTOP, at(1400, 900, 5000, 4000));
  expect(places().open([LAPTOP], LAPTOP)).toEqual(at(0, 25, 1512, 920));
  places().keep(LAPTOP, at(0, 25, 1, 1));
  expect(places().open([LAPTOP], LAPTOP)).toEqual(at(0, 25, 960, 640));
  expect(bringInside(DESK.workArea, { x: 0, y: 0, width: 100, height: 100 })).toMatchObject({
    x: 1512,
    y: 0,
  });
});

test.each(['', '{"last": 1', '[]', '{"last":"1","displays":{"1":{"x":1e99}}}', '{"__proto__":{"last":"1"}}'])(
  'what is no list of places counts as none: %j',
  (text) => {
    writeFileSync(path.join(folder, 'window.json'), text);
    expect(places().open(BOTH, LAPTOP)).toEqual({ width: 1440, height: 900 });
    places().keep(DESK, at(1600, 0, 1000, 700));
    expect(JSON.parse(readFileSync(path.join(folder, 'window.json'), 'utf8')).last).toBe('2');
  },
);

test('the file does not grow with every display there ever was', () => {
  const all = places();
  for (let id = 1; id <= 100; id += 1) all.keep({ ...LAPTOP, id }, at(0, 25, 1000, 700));
  const { displays } = JSON.parse(readFileSync(path.join(folder, 'window.json'), 'utf8'));
  expect(Object.keys(displays)).toHaveLength(20);
  expect(displays['100']).toBeDefined();
});

test('a folder that takes no file is no reason to fail', () => {
  const lost = new WindowPlaces(path.join(folder, 'nowhere'));
  lost.keep(LAPTOP, at(0, 25, 1000, 700));
  expect(lost.open([LAPTOP], LAPTOP)).toEqual(at(0, 25, 1000, 700));
});
