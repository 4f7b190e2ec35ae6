import { expect, test } from 'vitest';
import { MODELS } from '../../../main/core/catalogue/catalogue.ts';
import type { PracticeService } from '../../../main/practice/service.ts';
import { api, FLASH, freshService, refusal, WAN } from './peer.ts';

/** Ask with a key in this header, or without one. */
async function ask(service: PracticeService, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${service.url}${path}`, { headers });
  const body: unknown = await response.json();
  return { status: response.status, body };
}
const own = (service: PracticeService) => ({ 'x-api-key': service.key });

test('models: a list without slugs, and each with its versions and schema', async () => {
  const service = await freshService();
  const { body } = await ask(service, '/v1/models', own(service));
  const models: Record<string, unknown>[] =
    typeof body === 'object' && body !== null && 'models' in body && Array.isArray(body.models)
      ? body.models
      : [];
  expect(models).toHaveLength(MODELS.length);
  expect(JSON.stringify(body)).not.toContain(FLASH);
  for (const model of models) {
    expect(model).toMatchObject({
      id: expect.stringMatching(/^model_\w+$/),
      providerId: 'alibaba-plus',
      currentVersion: '1.0.0',
      versionCount: 2,
      currentVersionPricing: { baseCredits: 50, unit: 'per_generation' },
    });
    expect((await ask(service, `/v1/models/${model['id']}`, own(service))).body).toMatchObject({
      id: model['id'],
      versions: [
        { versionId: '1.0.0', status: 'active', inputSchema: { required: ['prompt', 'image_url'] } },
        { versionId: '0.9.0', status: 'disabled' },
      ],
    });
  }
  const unknown = await api(service, 'GET', '/v1/models/model_x');
  expect(refusal(unknown)).toBe('MODEL_NOT_FOUND 404');
});

test('providers and their models', async () => {
  const service = await freshService();
  expect((await ask(service, '/v1/providers', own(service))).body).toMatchObject({
    providers: [{ id: 'alibaba-plus', isActive: true }],
  });
  const { body } = await ask(service, '/v1/providers/alibaba-plus/models', own(service));
  expect(body).toMatchObject({ provider: { id: 'alibaba-plus' }, models: [{ category: 'video' }, {}] });
  expect(refusal(await api(service, 'GET', '/v1/providers/x/models'))).toBe('NOT_FOUND 404');
});

test('models and providers need list_models, and take both headers unless told otherwise', async () => {
  const service = await freshService();
  for (const path of ['/v1/models', '/v1/models/model_x', '/v1/providers', '/v1/providers/x/models']) {
    expect(refusal(await api(service, 'GET', path, undefined, 'pb_status_only'))).toBe(
      'OPERATION_NOT_ALLOWED 403',
    );
    expect(refusal(await api(service, 'GET', path, undefined, 'pb_models_only'))).not.toContain('403');
    expect(refusal(await api(service, 'GET', path, undefined, null))).toBe('UNAUTHORIZED 401');
  }
  service.setShape({ auth: 'documented' });
  expect(refusal(await api(service, 'GET', '/v1/models'))).toBe('UNAUTHORIZED 401');
  expect((await ask(service, '/v1/models', own(service))).status).toBe(200);
  expect((await ask(service, '/v1/jobs', own(service))).status).toBe(401);
  expect((await api(service, 'GET', '/v1/jobs')).status).toBe(200);
});

test('the catalog needs no key; a slug keeps its slashes', async () => {
  const service = await freshService();
  const list = await ask(service, '/v1/catalog/models');
  expect(list.body).toMatchObject([
    { slug: FLASH, provider: { id: 'alibaba-plus' }, capability: 'image-to-video' },
    { slug: WAN },
  ]);
  for (const slug of [FLASH, FLASH.slice(0, FLASH.lastIndexOf('/'))])
    expect((await ask(service, `/v1/catalog/models/${slug}`)).body).toMatchObject({
      slug: FLASH,
      siblings: [],
      inputSchema: {
        type: 'object',
        required: ['prompt', 'image_url'],
        properties: {
          prompt: { type: 'string', maxLength: 2500 },
          duration: { type: 'string', default: '5' },
          image_url: { type: 'string', format: 'uri' },
        },
      },
    });
  for (const slug of ['alibaba-plus/none', 'alibaba-plus/wan', 'a/b/c'])
    expect((await ask(service, `/v1/catalog/models/${slug}`)).status).toBe(404);
  expect((await ask(service, '/v1/catalog/capability-groups')).body).toMatchObject([
    { id: 'image-to-video', displayName: 'Image to video', label: 'I2V', order: 0 },
    { id: 'reference-to-video', label: 'R2V', order: 1 },
  ]);
  expect((await ask(service, '/v1/catalog/providers')).body).toMatchObject([{ id: 'alibaba-plus' }]);
  expect((await ask(service, '/v1/catalog/providers/alibaba-plus')).body).toMatchObject({ isActive: true });
  expect((await ask(service, '/v1/catalog/providers/x')).status).toBe(404);
  expect((await ask(service, '/v1/catalog/categories')).body).toMatchObject([{ id: 'video' }]);
  expect((await ask(service, '/v1/catalog/models', { authorization: 'Bearer pb_nonsense' })).status).toBe(
    401,
  );
});

test('the catalog’s contradictions: an object around its lists, an envelope, prices and schemas of other kinds', async () => {
  const service = await freshService({
    shape: { catalog: 'object', catalogPrices: 'micro-cents', otherEnvelope: ['capability-groups'] },
  });
  expect((await ask(service, '/v1/catalog/models')).body).toMatchObject({
    models: [{ pricing: { baseMicroCents: 2_500_000 } }, {}],
  });
  expect((await ask(service, '/v1/catalog/capability-groups')).body).toMatchObject({
    success: true,
    data: { capabilityGroups: [{}, {}] },
  });
  service.setShape({ catalogSchema: 'example' });
  expect((await ask(service, `/v1/catalog/models/${FLASH}`)).body).toMatchObject({
    inputSchema: { properties: { duration: { type: 'number', maximum: 30 }, aspectRatio: {} } },
  });
});
