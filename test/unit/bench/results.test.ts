import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { known, LINES, type Line, linesFor } from '../../bench/lib/lines.ts';
import { takeName } from '../../bench/lib/lock.ts';
import { judge } from '../../bench/lib/report.ts';
import { compareResults, readResults, saveResults, toRecord, toRows } from '../../bench/lib/results.ts';

const lineOf = (name: string, group?: string): Line => ({
  name,
  ...(group === undefined ? {} : { groups: [group] }),
  load: () => Promise.reject(new Error('not run')),
});
const saved = (line: Line, what: string, ...values: number[]) =>
  toRecord(line, judge(what, 'ms', values, 10));

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-bench-test-'));
  file = path.join(folder, 'results/bench.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = (): string[] => readResults(file).map(({ name, what }) => `${name} ${what}`);

describe('the file of results', () => {
  test('keeps the lines that were not measured this time', () => {
    saveResults(file, [saved(lineOf('download'), 'plain', 1), saved(lineOf('search'), 'a word', 2)], []);
    saveResults(file, [saved(lineOf('download'), 'plain', 3)], [lineOf('download')]);
    expect(names()).toEqual(['search a word', 'download plain']);
    expect(readResults(file).at(-1)).toMatchObject({ median: 3, verdict: 'ok', goal: 10 });
  });

  test('forgets the figures that a line has no more, and not those of another group of that name', () => {
    const [app, library] = [lineOf('memory', 'app'), lineOf('memory', 'library')];
    saveResults(file, [saved(app, 'old', 1), saved(library, 'growth', 2)], []);
    saveResults(file, [saved(app, 'new', 1)], [app]);
    expect(names()).toEqual(['memory growth', 'memory new']);
  });

  test('begins anew where it cannot be read', () => {
    saveResults(file, [], []);
    writeFileSync(file, '[{"name": "of another version"}]');
    expect(readResults(file)).toEqual([]);
  });

  test('has a line that failed, and why', () => {
    const failed = toRecord(lineOf('download'), { what: 'curl is missing', verdict: 'failed' });
    saveResults(file, [failed], []);
    expect(readResults(file)).toMatchObject([{ verdict: 'failed', what: 'curl is missing' }]);
    expect(toRows(failed)).toEqual(['download  curl is missing  failed']);
  });
});

describe('two runs', () => {
  const line = lineOf('download');

  test('agree while their intervals meet', () => {
    expect(compareResults([saved(line, 'plain', 1, 2)], [saved(line, 'plain', 2, 3)]).agree).toBe(true);
    const apart = compareResults([saved(line, 'plain', 1, 2)], [saved(line, 'plain', 2.1, 3)]);
    expect(apart.agree).toBe(false);
    expect(apart.rows.join()).toContain('differ');
  });

  test('with nothing in common do not', () => {
    expect(compareResults([saved(line, 'plain', 1)], [saved(line, 'safe', 1)]).agree).toBe(false);
    expect(compareResults([], [])).toEqual({ rows: [], agree: false });
  });

  test('do not when a line has failed or is missing; what is new is only told', () => {
    const [plain, safe] = [saved(line, 'plain', 1), saved(line, 'safe', 1)];
    const failed = toRecord(lineOf('upload'), { what: 'curl is missing', verdict: 'failed' });
    expect(compareResults([plain, safe], [plain])).toMatchObject({
      agree: false,
      rows: [expect.stringContaining('agree'), expect.stringMatching(/safe.*missing$/)],
    });
    expect(compareResults([plain], [plain, failed])).toMatchObject({
      agree: false,
      rows: [expect.stringContaining('agree'), expect.stringMatching(/curl is missing.*failed$/)],
    });
    expect(compareResults([plain, failed], [plain]).agree).toBe(false);
    expect(compareResults([plain], [plain, safe])).toMatchObject({
      agree: true,
      rows: [expect.stringContaining('agree'), expect.stringMatching(/safe.*new$/)],
    });
  });
});

describe('names', () => {
  test('are lines and groups; without one all lines are meant', () => {
    expect(linesFor([])).toEqual(LINES);
    expect(new Set(linesFor(['search']).map(({ name }) => name))).toEqual(new Set(['search']));
    expect(linesFor(['library']).length).toBeGreaterThan(5);
    expect(known()).toEqual(
      expect.arrayContaining(['download', 'upload', 'commit', 'polling', 'path', 'library']),
    );
  });

  test('are taken once at a time', () => {
    expect(takeName('a', folder)).toBe(true);
    expect(takeName('a', folder)).toBe(false);
    expect(takeName('b', folder)).toBe(true);
  });
});
