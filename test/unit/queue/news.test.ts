import { expect, test } from 'vitest';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { batchWords, newsBetween, readyWords } from '../../../renderer/features/queue/news.ts';

const job = (id: string, state: JobView['state'], batchId = 'batch'): JobView =>
  ({ id, state, batchId }) as JobView;
const byId = (jobs: readonly JobView[]): Map<string, JobView> => new Map(jobs.map((each) => [each.id, each]));

test('what is ready is told with how far its batch has come', () => {
  const before = ['a', 'b', 'c', 'd'].map((id) => job(id, 'downloading'));
  const one = before.map(({ id }) => job(id, id === 'a' ? 'done' : 'downloading'));
  const { ready } = newsBetween(byId(before), one);
  expect(ready.map(({ id }) => id)).toEqual(['a']);
  expect(readyWords(ready, one)).toBe('1 of 4 clips ready');

  // Two more while the first was being said: as many as there are by then.
  const three = before.map(({ id }) => job(id, id === 'd' ? 'downloading' : 'done'));
  const more = newsBetween(byId(one), three).ready;
  expect(readyWords(more, three)).toBe('3 of 4 clips ready');
  expect(newsBetween(byId(three), three).ready).toEqual([]);
});

test('clips of several batches are counted together, and a single clip is not counted at all', () => {
  const jobs = [job('a', 'done'), job('b', 'processing'), job('c', 'done', 'other')];
  expect(readyWords([job('a', 'done'), job('c', 'done', 'other')], jobs)).toBe('2 clips ready');
  expect(batchWords(job('c', 'done', 'other'), jobs)).toBe('Clip ready');
  expect(readyWords([], jobs)).toBe('');
});
