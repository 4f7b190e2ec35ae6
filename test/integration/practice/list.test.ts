import { expect, test } from 'vitest';
import type { PracticeService } from '../../../main/practice/service.ts';
import type { ShapeChange } from '../../../main/practice/shape.ts';
import { api, freshService, manualClock, submit } from './peer.ts';

const IMAGE = 'https://example.com/x.jpg';

interface Page {
  readonly ids: string[];
  readonly cursor: unknown;
  readonly hasMore: unknown;
}

async function page(service: PracticeService, query: string): Promise<Page> {
  const { data } = await api(service, 'GET', `/v1/jobs?${query}`);
  const jobs: { jobId: string }[] = Array.isArray(data['jobs']) ? data['jobs'] : [];
  return { ids: jobs.map((job) => job.jobId), cursor: data['nextCursor'], hasMore: data['hasMore'] };
}

/** Reads pages of `limit` rows to the end, at most `most`. */
async function pages(service: PracticeService, limit: number, most = 20): Promise<Page[]> {
  const read = [await page(service, `limit=${limit}`)];
  for (let cursor = read[0]?.cursor; typeof cursor === 'string' && read.length < most; ) {
    const next = await page(service, `limit=${limit}&cursor=${encodeURIComponent(cursor)}`);
    read.push(next);
    cursor = next.cursor;
  }
  return read;
}

/** A service with seven jobs, newest first. */
async function seven(shape: ShapeChange): Promise<{ service: PracticeService; made: string[] }> {
  const service = await freshService({ timeScale: 10, shape });
  const made: string[] = [];
  for (let index = 0; index < 7; index += 1)
    made.unshift(String((await submit(service, IMAGE)).data['jobId']));
  return { service, made };
}

test('oldest first and in no order: still every job once, in pages', async () => {
  const { service, made } = await seven({ listOrder: 'oldest' });
  const ids = async () => (await pages(service, 3)).flatMap((each) => each.ids);
  expect(await ids()).toEqual(made.toReversed());
  service.setShape({ listOrder: 'shuffled' });
  const shuffled = await ids();
  expect(shuffled.toSorted()).toEqual(made.toSorted());
  expect(shuffled).not.toEqual(made);
  expect(await ids()).toEqual(shuffled);
});

test('rows come twice, or again at the head of the next page', async () => {
  const { service, made } = await seven({ listRows: 'twice' });
  expect((await page(service, 'limit=2')).ids).toEqual([made[0], made[1], made[0], made[1]]);
  service.setShape({ listRows: 'once', listPages: 'overlap' });
  const [first, second, ...more] = await pages(service, 3);
  expect([first?.ids, second?.ids]).toEqual([made.slice(0, 3), made.slice(2, 5)]);
  expect(more.at(-1)?.ids.at(-1)).toBe(made.at(-1));
  expect((await pages(service, 1)).flatMap((each) => each.ids)).toEqual(made);
});

test('a page that leads to itself, one that leads nowhere, one that does not say it goes on', async () => {
  const { service, made } = await seven({ listPages: 'same' });
  const circle = await pages(service, 3, 4);
  expect(circle.map((each) => [each.ids, each.hasMore])).toEqual(Array(4).fill([made.slice(0, 3), true]));
  service.setShape({ listPages: 'no-cursor' });
  expect(await page(service, 'limit=3')).toMatchObject({ cursor: null, hasMore: true });
  service.setShape({ listPages: 'no-flag' });
  const unsaid = await pages(service, 3);
  expect([unsaid.length, unsaid[0]?.hasMore]).toEqual([3, undefined]);
});

test('rows lag behind: not yet there, or as they were a while ago', async () => {
  const clock = manualClock();
  const service = await freshService({ clock, timeScale: 1, shape: { listLagMs: 1000, listStaleMs: 2000 } });
  const jobId = String((await submit(service, IMAGE)).data['jobId']);
  const rows = async () => (await api(service, 'GET', '/v1/jobs')).data['jobs'];
  clock.pass(999);
  expect(await rows()).toEqual([]);
  clock.pass(1);
  expect(await rows()).toMatchObject([{ jobId, status: 'pending' }]);
  await api(service, 'POST', `/v1/jobs/${jobId}/cancel`);
  expect((await api(service, 'GET', `/v1/jobs/${jobId}`)).data['status']).toBe('cancelled');
  expect(await rows()).toMatchObject([{ jobId, status: 'pending' }]);
  clock.pass(2000);
  expect(await rows()).toMatchObject([{ jobId, status: 'cancelled' }]);
});

test('list-omits leaves rows out of one answer; the jobs keep their own addresses', async () => {
  const { service, made } = await seven({});
  service.faults.add({ kind: 'list-omits' });
  service.faults.add({ kind: 'list-omits', nth: 2, every: 2 });
  expect((await page(service, '')).ids).toEqual([]);
  expect((await page(service, '')).ids).toEqual(made.filter((_, index) => index % 2 === 0));
  expect((await page(service, '')).ids).toEqual(made);
  expect((await api(service, 'GET', `/v1/jobs/${made[1]}`)).status).toBe(200);
});
