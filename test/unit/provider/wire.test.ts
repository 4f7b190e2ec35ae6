import { describe, expect, it } from 'vitest';
import {
  parseCancel,
  parseEstimate,
  parseList,
  parsePresign,
  parseStatus,
  parseSubmit,
} from '../../../main/core/provider/replies.ts';
import { parseJson, parseTime } from '../../../main/core/provider/wire.ts';

/** Each of the envelopes that the documentation shows. */
const ENVELOPES: [string, (payload: object) => unknown][] = [
  ['wrapped', (data) => ({ success: true, data, requestId: 'req_1' })],
  ['wrapped, with nulls', (data) => ({ success: true, data, error: null, message: null })],
  ['flat', (payload) => payload],
  ['flat, marked', (payload) => ({ success: true, requestId: 'req_1', ...payload })],
  ['flat, with an empty envelope', (payload) => ({ ...payload, data: null })],
];

describe.each(ENVELOPES)('an answer that is %s', (_name, wrap) => {
  it.each([
    [
      'the reference page',
      {
        jobId: 'a',
        requestId: 'r',
        status: 'pending',
        costMicroCents: 5,
        estimatedCompletionTime: '2026-02-18T15:00:00Z',
      },
      5,
      Date.UTC(2026, 1, 18, 15),
    ],
    [
      'quickstart',
      { jobId: 'a', status: 'pending', model: 'm', estimatedCost: 5, createdAt: '2026-02-18T15:00:00Z' },
      5,
      null,
    ],
    ['the blog', { id: 'a' }, null, null],
    ['a client of others', { job_id: 'a' }, null, null],
  ])('takes a submit as on %s', (_page, payload, cost, estimatedCompletionTime) => {
    expect(parseSubmit(wrap(payload))).toEqual({ jobId: 'a', cost, estimatedCompletionTime });
  });

  it.each([
    [
      'the reference page',
      { baseCostMicroCents: 9, estimatedCostMicroCents: 7, breakdown: [], hasDiscount: true },
    ],
    ['the pricing page', { estimatedCost: 7, baseCost: 1, factors: {}, currency: 'micro-cents' }],
  ])('takes an estimate as on %s', (_page, payload) => {
    expect(parseEstimate(wrap(payload))).toEqual({ estimate: 7 });
  });

  it.each([
    ['text', { output: 'https://x/0.mp4' }, 'https://x/0.mp4'],
    ['an object', { output: { url: 'https://x/1.mp4', contentType: 'video/mp4' } }, 'https://x/1.mp4'],
    ['an object of a video', { output: { videoUrl: 'https://x/2.mp4' } }, 'https://x/2.mp4'],
    [
      'an object as webhooks have it',
      { output: { imageUrl: 'https://x/3.mp4', metadata: {} } },
      'https://x/3.mp4',
    ],
    [
      'the first of the outputs',
      {
        output: 'https://x/a',
        outputs: [{ url: 'https://x/4.mp4', type: 'video' }, { url: 'https://x/5.mp4' }],
      },
      'https://x/4.mp4',
    ],
    ['text beside empty outputs', { output: 'https://x/6.mp4', outputs: [] }, 'https://x/6.mp4'],
    ['nothing', { output: null, outputs: null }, null],
    ['nothing at all', {}, null],
    ['empty text', { output: '' }, null],
    ['text beyond all measure', { output: `https://x/${'a'.repeat(20_000)}` }, null],
    ['the wrong kinds', { output: 7, outputs: [[]] }, null],
  ])('finds the address in %s', (_place, payload, url) => {
    expect(parseStatus(wrap({ jobId: 'a', status: 'completed', ...payload }))?.url).toBe(url);
  });

  it('takes the other fields of a status', () => {
    const createdAt = '2026-02-18T15:00:00Z';
    const completedAt = '2026-02-18T15:02:00Z';
    const payload = { jobId: 'a', status: 'pending', cost: 7, createdAt, completedAt };
    expect(parseStatus(wrap(payload))).toEqual({
      status: 'pending',
      url: null,
      error: null,
      cost: 7,
      createdAt: Date.UTC(2026, 1, 18, 15),
      completedAt: Date.UTC(2026, 1, 18, 15, 2),
    });
  });

  it.each([
    [
      { code: 'GENERATION_FAILED', message: 'no' },
      { code: 'GENERATION_FAILED', message: 'no' },
    ],
    [{ message: 'no' }, { code: 'GENERATION_FAILED', message: 'no' }],
    [{ code: 'NSFW' }, { code: 'NSFW', message: '' }],
    ['no', { code: 'GENERATION_FAILED', message: 'no' }],
    [null, null],
    [7, null],
  ])('takes the reason %j of a failed job', (error, reason) => {
    expect(parseStatus(wrap({ jobId: 'a', status: 'failed', error }))?.error ?? null).toEqual(reason);
  });

  it('takes a list, a cancel and an upload', () => {
    const row = {
      jobId: 'a',
      status: 'processing',
      progress: 50,
      model: 'm',
      createdAt: '2026-02-18T15:00:00Z',
    };
    expect(parseList(wrap({ jobs: [row], nextCursor: 'x', hasMore: true }))).toEqual({
      jobs: [{ jobId: 'a', status: 'processing', model: 'm', createdAt: Date.UTC(2026, 1, 18, 15) }],
      unread: 0,
      next: 'x',
      more: true,
    });
    expect(parseCancel(wrap({ jobId: 'a', status: 'cancelled', refundedMicroCents: 5 }))).toEqual({
      refunded: 5,
    });
    const place = {
      uploadUrl: 'https://s/p',
      fileUrl: 'https://c/f',
      fileId: 'f',
      expiresAt: '2026-02-18T15:00:00Z',
    };
    expect(parsePresign(wrap({ ...place, maxSize: 10_485_760 }))).toEqual({
      uploadUrl: 'https://s/p',
      fileUrl: 'https://c/f',
      expiresAt: Date.UTC(2026, 1, 18, 15),
      maxSize: 10_485_760,
    });
  });
});

describe('a list', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ jobId: `j${n}` }));

  it('that is half in its envelope keeps its paging', () => {
    const paging = { nextCursor: 'x', hasMore: true };
    expect(parseList({ success: true, data: { jobs: rows(1) }, ...paging })).toMatchObject({
      next: 'x',
      more: true,
    });
    expect(parseList({ success: true, data: rows(1), ...paging })).toMatchObject({ next: 'x', more: true });
  });

  it('that fills a page and says nothing of another is not known to end there', () => {
    expect(parseList({ jobs: rows(100) })?.more).toBe(true);
    expect(parseList({ jobs: rows(99) })?.more).toBe(false);
    expect(parseList({ jobs: rows(100), nextCursor: null })?.more).toBe(false);
    expect(parseList({ jobs: rows(100), hasMore: false })?.more).toBe(false);
  });

  it('of far too many rows is read in part, and said to be', () => {
    expect(parseList({ jobs: rows(10_000), hasMore: false })).toMatchObject({ unread: 9000 });
  });

  it('keeps its sensible rows and counts the others', () => {
    const list = parseList({
      jobs: [
        { jobId: 'a', model: '../../etc', status: 'rendering', createdAt: '9999-99-99' },
        { jobId: 7 },
        null,
      ],
      nextCursor: 'x',
    });
    expect(list).toEqual({
      jobs: [{ jobId: 'a', status: 'other', model: '../../etc', createdAt: null }],
      unread: 2,
      next: 'x',
      more: false,
    });
  });

  it.each([
    { jobs: {} },
    { data: 'x' },
    { success: false, jobs: [] },
    [],
    '<html>',
    { jobs: [], nextCursor: 7 },
    { jobs: [], nextCursor: 'x'.repeat(5000) },
  ])('is none when it is like %#', (json) => {
    expect(parseList(json)).toBeNull();
  });
});

describe('values', () => {
  it('a status word that is not known is neither good nor bad', () => {
    expect(parseStatus({ status: 'COMPLETED ' })?.status).toBe('completed');
    expect(parseStatus({ status: 'rendering' })?.status).toBe('other');
    expect(parseStatus({ status: null })).toBeNull();
    expect(parseStatus('<html>')).toBeNull();
  });

  it.each([
    [{ costMicroCents: 7 }, 7],
    [{ costMicroCents: 0 }, 0],
    [{ costMicroCents: -1, estimatedCost: 7 }, 7],
    [{ costMicroCents: 7, currency: 'USD' }, 7],
    [{ costMicroCents: 7, currency: 'EUR' }, null],
    [{ estimatedCost: 7, currency: 'USD' }, null],
    [{ costMicroCents: '7' }, null],
    [{ costMicroCents: 7.5 }, null],
    [{ costMicroCents: 1e308 }, null],
    [{ costMicroCents: 1e11 + 1 }, null],
    [{ costMicroCents: {} }, null],
  ])('the price of %j', (money, cost) => {
    expect(parseSubmit({ jobId: 'a', ...money })?.cost).toBe(cost);
  });

  it.each([0, -5, 1.5, '10485760', Number.POSITIVE_INFINITY, null])(
    'a size limit of %s is none',
    (maxSize) => {
      expect(parsePresign({ uploadUrl: 'https://s/p', fileUrl: 'https://c/f', maxSize })?.maxSize).toBeNull();
    },
  );

  it.each([
    '../../x',
    'a/b',
    'a\\b',
    '',
    '.',
    '..',
    'a\nb',
    'a\0',
    '\u202ea',
    'a'.repeat(201),
    7,
    2 ** 60,
    null,
    {},
  ])('the id %j is none', (jobId) => {
    expect(parseSubmit({ jobId })).toBeNull();
    expect(parseList({ jobs: [{ jobId }] })?.unread).toBe(1);
  });

  it.each([
    ['2026-02-18T15:00:00Z', Date.UTC(2026, 1, 18, 15)],
    ['2026-02-18T15:00:00.250Z', Date.UTC(2026, 1, 18, 15) + 250],
    ['2026-02-18T15:00:00+08:00', Date.UTC(2026, 1, 18, 7)],
    ['Sat, 21 Nov 2026 05:00:00 GMT', Date.UTC(2026, 10, 21, 5)],
    ['2026-02-18T15:00:00', null],
    ['2026-02-18T15:00Z', null],
    ['2026-02-18', null],
    ['1969-12-31T23:59:59Z', null],
    ['+275760-09-13T00:00:00.001Z', null],
    [1_700_000_000, null],
  ])('the time %j is read exactly or not at all', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });
});

describe('JSON', () => {
  const read = (text: string) => parseJson(Buffer.from(text));

  it('is read with a byte order mark, not in UTF-16', () => {
    expect(read('\uFEFF{"a":1}')).toEqual({ a: 1 });
    expect(parseJson(Buffer.from('{"a":1}', 'utf16le'))).toBeUndefined();
  });

  it('that is deep or endless is none', () => {
    expect(read(`${'['.repeat(64)}${']'.repeat(64)}`)).toBeDefined();
    expect(read(`${'['.repeat(65)}${']'.repeat(65)}`)).toBeUndefined();
    expect(read(`[${'0,'.repeat(99_000)}0]`)).toBeDefined();
    expect(read(`[${'0,'.repeat(100_000)}0]`)).toBeUndefined();
    expect(read(`["${'[{,\\"\\\\'.repeat(100_000)}"]`)).toBeDefined();
  });

  it('changes nobody’s prototype', () => {
    const json = read(
      '{"__proto__":{"admin":1,"data":{"jobId":"a"}},"constructor":{"prototype":{"admin":1}}}',
    );
    expect(parseSubmit(json)).toBeNull();
    expect({}).not.toHaveProperty('admin');
  });
});
