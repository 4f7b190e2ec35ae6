import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HOSTILE } from './hostile.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const sources = new Map<string, string>();
const read = (file: string): string => {
  const known = sources.get(file) ?? readFileSync(path.join(root, file), 'utf8');
  sources.set(file, known);
  return known;
};

/** Whether a test, a group or a row of a table begins so, and is not switched off. */
function has(file: string, title: string): boolean {
  const source = read(file);
  const at = ["'", '"', '`'].map((quote) => source.indexOf(quote + title)).find((found) => found >= 0);
  return at !== undefined && !/\.(skip|todo|fails)\($/.test(source.slice(0, at).trimEnd());
}

test('all 95 are there, each with a test or a reason', () => {
  expect(Object.keys(HOSTILE).map(Number)).toEqual(Array.from({ length: 95 }, (_, at) => at + 1));
  const without = Object.entries(HOSTILE).filter(
    ([, { by, not }]) => (by === undefined) === (not === undefined),
  );
  expect(without).toEqual([]);
});

test.each(Object.entries(HOSTILE))('%s is tried', (_number, { by = [] }) => {
  expect(by.filter(([file, title]) => !has(file, title))).toEqual([]);
});

test('a test that is gone, or is switched off, would be noticed', () => {
  const own = 'test/unit/audit/hostile.test.ts';
  expect(has(own, 'all 95 are there')).toBe(true);
  expect(has(own, 'all 96' + ' are there')).toBe(false);
});
