import { describe, expect, it } from 'vitest';
import { answerFailure, classifySubmit } from '../../../main/core/provider/classify.ts';

const answered = (status: number, body: unknown, complete = true, headers = {}) => ({
  type: 'answered' as const,
  complete,
  answer: { status, headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) },
});
const error = (code: string, more = {}) => ({ success: false, error: { code, message: 'no', ...more } });
const html = '<!doctype html><title>502 Bad Gateway</title>';

describe('before the commit record: not sent, may be sent again', () => {
  it.each(['getaddrinfo ENOTFOUND', 'connect ECONNREFUSED', 'certificate has expired', 'no connection'])(
    '%s',
    (cause) => {
      expect(classifySubmit({ type: 'not-sent', cause })).toEqual({
        type: 'not-sent',
        failure: { code: 'unreachable', detail: cause },
        retryAfter: undefined,
      });
    },
  );

  it('no key', () => {
    expect(classifySubmit({ type: 'not-sent', cause: 'no key', code: 'no-key' })).toMatchObject({
      type: 'not-sent',
      failure: { code: 'no-key' },
    });
  });

  it.each([
    [502, html],
    [500, error('INTERNAL_ERROR')],
    [302, ''],
    [200, html],
    [429, html],
  ])('%i with a body that settles nothing', (status, body) => {
    expect(classifySubmit(answered(status, body, false)).type).toBe('not-sent');
  });

  it.each([
    [401, error('UNAUTHORIZED'), 'refused'],
    [429, error('CONCURRENT_JOBS_EXCEEDED'), 'not-sent'],
    [200, { jobId: 'job_1' }, 'accepted'],
  ])('%i in the service’s own words counts as it does later', (status, body, type) => {
    expect(classifySubmit(answered(status, body, false)).type).toBe(type);
  });
});

describe('after the commit record', () => {
  it.each(['read ECONNRESET', 'no answer', 'the connection closed', 'the answer was cut off'])(
    '%s: unknown',
    (cause) => {
      expect(classifySubmit({ type: 'lost', cause })).toEqual({ type: 'unknown', cause });
    },
  );

  it.each([
    [400, 'INVALID_INPUT', 'invalid-input'],
    [400, 'INVALID_WEBHOOK_URL', 'invalid-input'],
    [400, 'MODEL_VERSION_NOT_ACTIVE', 'model-unavailable'],
    [401, 'INVALID_API_KEY', 'key-rejected'],
    [401, 'API_KEY_EXPIRED', 'key-expired'],
    [401, 'API_KEY_INACTIVE', 'key-inactive'],
    [402, 'INSUFFICIENT_BALANCE', 'no-credit'],
    [403, 'OPERATION_NOT_ALLOWED', 'key-scope'],
    [403, 'IP_NOT_WHITELISTED', 'key-address'],
    [403, 'MODEL_ACCESS_DENIED', 'model-unavailable'],
    [403, 'USER_BANNED', 'account-blocked'],
    [404, 'MODEL_NOT_FOUND', 'model-unavailable'],
    [405, 'METHOD_NOT_ALLOWED', 'service-error'],
    [413, 'PAYLOAD_TOO_LARGE', 'service-error'],
    [415, 'UNSUPPORTED_MEDIA_TYPE', 'service-error'],
    [422, 'VALIDATION_ERROR', 'invalid-input'],
    [401, 'NEVER_HEARD_OF', 'key-rejected'],
    [402, 'NEVER_HEARD_OF', 'no-credit'],
    [400, '__proto__', 'service-error'],
  ])('%i %s: refused, nothing charged', (status, code, meaning) => {
    expect(classifySubmit(answered(status, error(code)))).toEqual({
      type: 'refused',
      failure: { code: meaning, detail: 'no' },
    });
  });

  it.each([400, 401, 402, 403, 404, 405, 413, 415, 422])('%i in other words: unknown', (status) => {
    for (const body of [html, '', '{"error":{"code":"INV', { error: 'no' }, { message: 'Forbidden' }, []])
      expect(classifySubmit(answered(status, body)).type).toBe('unknown');
  });

  it('429 in the service’s own words: not sent, with its wish for patience', () => {
    const body = error('CONCURRENT_JOBS_EXCEEDED', { details: { retryAfter: 30 } });
    expect(classifySubmit(answered(429, body))).toEqual({
      type: 'not-sent',
      failure: { code: 'concurrency-limit', detail: 'no' },
      retryAfter: 30,
    });
    const inHeader = answered(429, error('ANYTHING'), true, { 'retry-after': '7' });
    expect(classifySubmit(inHeader)).toMatchObject({
      type: 'not-sent',
      failure: { code: 'rate-limited' },
      retryAfter: '7',
    });
    // The documented example has neither `success` nor `requestId`.
    const bare = { error: { code: 'RATE_LIMIT', message: 'slow down' } };
    expect(classifySubmit(answered(429, bare)).type).toBe('not-sent');
  });

  it('429 in a gateway’s words: unknown', () => {
    for (const body of [html, { message: 'Too Many Requests' }, { error: 'Too Many Requests' }])
      expect(classifySubmit(answered(429, body)).type).toBe('unknown');
  });

  it('503 of the service’s own queue is looked at once; every other 503 is unknown', () => {
    expect(classifySubmit(answered(503, error('PUBSUB_PUBLISH_FAILED'))).type).toBe('queue-failed');
    expect(classifySubmit(answered(500, error('PUBSUB_PUBLISH_FAILED'))).type).toBe('unknown');
    expect(classifySubmit(answered(503, error('INTERNAL_ERROR'))).type).toBe('unknown');
  });

  it.each([301, 302, 303, 307, 308, 408, 409, 425, 500, 501, 502, 503, 504, 520, 100, 0, 999])(
    '%i: unknown, whatever it says',
    (status) => {
      for (const body of [html, '', error('INTERNAL_ERROR'), { jobId: 'job_1' }])
        expect(classifySubmit(answered(status, body)).type).toBe('unknown');
    },
  );

  it.each([
    ['HTML', html],
    ['nothing', ''],
    ['half a body', '{"jobId":"job_1"'],
    ['no id', { success: true, data: {} }],
    ['an id that is none', { jobId: '../../x' }],
    ['an error beside the id', { jobId: 'job_1', error: { code: 'INTERNAL_ERROR' } }],
    ['an error in plain text beside the id', { jobId: 'job_1', error: 'queue full' }],
    ['success: false beside the id', { success: false, data: { jobId: 'job_1' } }],
  ])('2xx with %s: unknown', (_name, body) => {
    for (const status of [200, 201, 202, 204, 206])
      expect(classifySubmit(answered(status, body)).type).toBe('unknown');
  });

  it.each([200, 201, 202, 203, 206, 299])('%i with an id: accepted', (status) => {
    const body = {
      success: true,
      data: { jobId: 'job_1', costMicroCents: 5 },
      error: null,
      message: 'queued',
    };
    expect(classifySubmit(answered(status, body))).toEqual({
      type: 'accepted',
      remoteId: 'job_1',
      cost: 5,
      estimatedCompletionTime: null,
    });
  });
});

describe('the words of a failed question', () => {
  it.each([
    ['documented', 403, error('OPERATION_NOT_ALLOWED'), { code: 'key-scope', detail: 'no' }],
    [
      'without success',
      404,
      { error: { code: 'JOB_NOT_FOUND' } },
      { code: 'job-gone', detail: 'JOB_NOT_FOUND' },
    ],
    [
      'without a code',
      402,
      { success: false, error: { message: 'pay' } },
      { code: 'no-credit', detail: 'pay' },
    ],
    ['plain text', 401, { error: 'Invalid key' }, { code: 'key-rejected', detail: 'Invalid key' }],
    ['a message at top level', 500, { message: 'Oops' }, { code: 'service-error', detail: 'Oops' }],
    [
      'a message beside success: false',
      400,
      { success: false, message: 'Oops' },
      { code: 'service-error', detail: 'Oops' },
    ],
    ['a gateway’s', 401, { message: 'Unauthorized' }, { code: 'service-error', detail: 'Unauthorized' }],
    ['a gateway’s', 429, '<html>', { code: 'rate-limited', detail: 'HTTP 429' }],
    ['none', 502, undefined, { code: 'service-error', detail: 'HTTP 502' }],
    ['of the wrong kinds', 500, { error: { code: 7, message: [] } }, { code: 'service-error', detail: '' }],
  ])('%s (%i)', (_name, status, json, failure) => {
    expect(answerFailure(status, json)).toEqual(failure);
  });

  it('are short, of one line, and without addresses or control characters', () => {
    const message = `\u001b[31mred\u001b[0m\n<img src=x onerror=alert(1)> see https://x.test/?sig=1 file:///etc/passwd \u202egpj.exe ${'a'.repeat(5_000_000)}`;
    const { detail } = answerFailure(500, { error: { code: 'X', message } });
    expect(detail).toMatch(/^ \[31mred \[0m <img src=x onerror=alert\(1\)> see … … {2}gpj.exe a+$/);
    expect(detail?.length).toBe(500);
    expect(answerFailure(500, { error: { message: `${'a'.repeat(499)}😀` } }).detail?.isWellFormed()).toBe(
      true,
    );
  });
});
