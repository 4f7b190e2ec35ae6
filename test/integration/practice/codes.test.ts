import { expect, test } from 'vitest';
import type { PracticeService } from '../../../main/practice/service.ts';
import { api, FLASH, flashInput, freshService, type Reply, refusal, submit } from './peer.ts';

const IMAGE = 'https://example.com/x.jpg';
const JOB = { model: FLASH, input: flashInput(IMAGE) };
const with_ = (change: object) => (service: PracticeService) =>
  api(service, 'POST', '/v1/jobs/submit', { ...JOB, ...change });
const by = (key: string | null) => (service: PracticeService) => submit(service, IMAGE, key);
const refused =
  (status: 400 | 401 | 403 | 404, code: string) =>
  (service: PracticeService): Promise<Reply> => {
    service.faults.add({ kind: 'refuse', status, code });
    return submit(service, IMAGE);
  };

/** Every code of the errors, authentication and upload pages, and how to meet it. */
const CODES: Readonly<Record<string, (service: PracticeService) => Promise<Reply>>> = {
  'MODEL_NOT_FOUND 404': with_({ model: 'a/b/c' }),
  'MODEL_VERSION_NOT_FOUND 404': with_({ version: '7' }),
  'MODEL_VERSION_NOT_ACTIVE 400': with_({ version: '0.9.0' }),
  'INVALID_MODEL_SLUG 400': with_({ model: 'wan' }),
  'MODEL_ACCESS_DENIED 403': by('pb_no_models'),
  'INSUFFICIENT_BALANCE 402': by('pb_no_credit'),
  'INVALID_INPUT 400': with_({ input: {} }),
  'JOB_NOT_FOUND 404': (service) => api(service, 'GET', '/v1/jobs/job_x'),
  'JOB_CANNOT_BE_CANCELLED 400': async (service) => {
    const path = `/v1/jobs/${(await submit(service, IMAGE)).data['jobId']}/cancel`;
    await api(service, 'POST', path);
    return api(service, 'POST', path);
  },
  'CONCURRENT_JOBS_EXCEEDED 429': async (service) => {
    await submit(service, IMAGE);
    return submit(service, IMAGE);
  },
  'INVALID_WEBHOOK_URL 400': with_({ webhookUrl: 'http://example.com' }),
  'USER_NOT_FOUND 404': by('pb_nobody'),
  'USER_BANNED 403': by('pb_banned'),
  'USER_INACTIVE 403': by('pb_idle'),
  'UNAUTHORIZED_ACCESS 403': async (service) => {
    const path = `/v1/jobs/${(await submit(service, IMAGE)).data['jobId']}/cancel`;
    return api(service, 'POST', path, undefined, 'pb_second');
  },
  'PUBSUB_PUBLISH_FAILED 503': (service) => {
    service.faults.add({ kind: '5xx', status: 503, code: 'PUBSUB_PUBLISH_FAILED' });
    return submit(service, IMAGE);
  },
  'INTERNAL_ERROR 500': (service) => {
    service.faults.add({ kind: '5xx' });
    return submit(service, IMAGE);
  },
  'UNAUTHORIZED 401': by(null),
  'INVALID_API_KEY 401': by('pb_unknown'),
  'API_KEY_INACTIVE 401': by('pb_inactive'),
  'API_KEY_EXPIRED 401': by('pb_expired'),
  'IP_NOT_WHITELISTED 403': by('pb_elsewhere'),
  'OPERATION_NOT_ALLOWED 403': by('pb_status_only'),
  'INVALID_WORKER_SECRET 401': by('pb_worker'),
  'INVALID_SESSION 401': by('pb_session'),
  'FORBIDDEN 403': by('pb_forbidden'),
  'CONFIG_ERROR 500': by('pb_misconfigured'),
  'VALIDATION_ERROR 400': (service) => api(service, 'POST', '/v1/uploads/presign', {}),
  'INVALID_CONTENT_TYPE 400': (service) =>
    api(service, 'POST', '/v1/uploads/presign', { filename: 'a', contentType: 'image/heic' }),
  'NOT_FOUND 404': (service) => api(service, 'GET', '/v1/uploads/x'),
  // What the documentation does not have may come all the same.
  'CONTENT_POLICY 403': refused(403, 'CONTENT_POLICY'),
};

test.each(Object.entries(CODES))('%s can be met', async (expected, meet) => {
  const service = await freshService({ timeScale: 10, maxConcurrent: 1 });
  expect(refusal(await meet(service))).toBe(expected);
});

test('errors in the other forms in which clients have met them', async () => {
  const service = await freshService();
  const body = async () => (await api(service, 'GET', '/v1/jobs/job_x')).body;
  service.setShape({ errors: 'bare' });
  expect(await body()).toEqual({ error: { code: 'JOB_NOT_FOUND', message: 'Job not found' } });
  service.setShape({ errors: 'string' });
  expect(await body()).toEqual({ success: false, error: 'Job not found' });
  service.setShape({ errors: 'message' });
  expect(await body()).toEqual({ message: 'Job not found' });
  service.faults.add({ kind: '429', route: 'status' });
  expect(await body()).toEqual({ message: 'Too many jobs are running' });
});
