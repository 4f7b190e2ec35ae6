import { describe, expect, it } from 'vitest';
import { classifySubmit } from '../../../main/core/provider/classify.ts';
import { parseEstimate, parseList, parseStatus, parseSubmit } from '../../../main/core/provider/replies.ts';
import { parseTime } from '../../../main/core/provider/wire.ts';

const answered = (status: number, body: unknown, complete = true) => ({
  type: 'answered' as const,
  complete,
  answer: { status, headers: {}, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) },
});
const error = (code: string) => ({ success: false, error: { code, message: 'no' } });

describe('what a paid answer means', () => {
  it.each([
    ['never left', { type: 'not-sent' as const, cause: 'ECONNREFUSED' }, 'not-sent'],
    ['lost after the last byte', { type: 'lost' as const, cause: 'ECONNRESET' }, 'unknown'],
    [
      'accepted, wrapped',
      answered(200, { success: true, data: { jobId: 'job_1', costMicroCents: 5 } }),
      'accepted',
    ],
    ['accepted, flat', answered(201, { jobId: 'job_1' }), 'accepted'],
    ['accepted, as the blog has it', answered(202, { id: 'job_1' }), 'accepted'],
    ['400', answered(400, error('INVALID_INPUT')), 'refused'],
    ['401', answered(401, error('INVALID_API_KEY')), 'refused'],
    ['402', answered(402, error('INSUFFICIENT_BALANCE')), 'refused'],
    ['403', answered(403, error('MODEL_ACCESS_DENIED')), 'refused'],
    ['404', answered(404, error('MODEL_NOT_FOUND')), 'refused'],
    ['422', answered(422, error('INVALID_INPUT')), 'refused'],
    ['429', answered(429, error('CONCURRENT_JOBS_EXCEEDED')), 'not-sent'],
    ['503 of its own queue', answered(503, error('PUBSUB_PUBLISH_FAILED')), 'queue-failed'],
    ['400 of a proxy', answered(400, '<html>'), 'unknown'],
    ['429 of a proxy', answered(429, '<html>'), 'unknown'],
    ['302', answered(302, ''), 'unknown'],
    ['408', answered(408, error('TIMEOUT')), 'unknown'],
    ['409', answered(409, error('CONFLICT')), 'unknown'],
    ['500', answered(500, error('INTERNAL_ERROR')), 'unknown'],
    ['502 in HTML', answered(502, '<html>'), 'unknown'],
    ['503 without its own code', answered(503, error('INTERNAL_ERROR')), 'unknown'],
    ['200 in HTML', answered(200, '<html>'), 'unknown'],
    ['200 without an id', answered(200, { success: true, data: {} }), 'unknown'],
    ['200 with half a body', answered(200, '{"jobId":"jo'), 'unknown'],
    ['200 with an error in it', answered(200, { jobId: 'job_1', ...error('INTERNAL_ERROR') }), 'unknown'],
    ['200 with a hostile id', answered(200, { jobId: '../../x' }), 'unknown'],
    ['502 before the last byte', answered(502, '<html>', false), 'not-sent'],
    ['401 before the last byte', answered(401, error('UNAUTHORIZED'), false), 'refused'],
  ])('%s', (_name, result, type) => {
    expect(classifySubmit(result).type).toBe(type);
  });
});

describe('answers', () => {
  it.each([
    [{ status: 'completed', output: 'https://x/0.mp4' }, 'https://x/0.mp4'],
    [{ status: 'completed', output: { url: 'https://x/1.mp4' } }, 'https://x/1.mp4'],
    [{ status: 'completed', output: { videoUrl: 'https://x/2.mp4' } }, 'https://x/2.mp4'],
    [{ status: 'completed', output: 'a', outputs: [{ url: 'https://x/3.mp4' }] }, 'https://x/3.mp4'],
    [{ status: 'completed', output: null, outputs: null }, null],
  ])('finds the clip in %j', (payload, url) => {
    expect(parseStatus({ success: true, data: payload })?.url).toBe(url);
    expect(parseStatus(payload)?.url).toBe(url);
  });

  it('takes a status word it does not know for neither good nor bad', () => {
    expect(parseStatus({ status: 'COMPLETED ' })?.status).toBe('completed');
    expect(parseStatus({ status: 'rendering' })?.status).toBe('other');
    expect(parseStatus('<html>')).toBeNull();
  });

  it('keeps the sensible rows of a list', () => {
    const list = parseList({
      jobs: [{ jobId: 'a', model: 'm', createdAt: '9999-99-99' }, { jobId: 7 }, null],
      nextCursor: 'x',
    });
    expect(list).toEqual({
      jobs: [{ jobId: 'a', status: 'other', model: 'm', createdAt: null }],
      unread: 2,
      next: 'x',
      more: false,
    });
  });

  it('does not take a price that is none', () => {
    expect(parseSubmit({ jobId: 'a', costMicroCents: 1e308 })?.cost).toBeNull();
    expect(parseSubmit({ jobId: 'a', costMicroCents: -1, estimatedCost: 7 })?.cost).toBe(7);
    expect(parseSubmit({ jobId: 'a', costMicroCents: 7, currency: 'EUR' })?.cost).toBeNull();
    expect(parseSubmit({ jobId: 'a', costMicroCents: 7, currency: 'USD' })?.cost).toBe(7);
    expect(parseSubmit({ jobId: 'a', estimatedCost: 7, currency: 'USD' })?.cost).toBeNull();
    expect(parseEstimate({ estimatedCost: '7' })).toBeNull();
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
    [1_700_000_000, null],
  ])('reads the time %j exactly or not at all', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });
});
