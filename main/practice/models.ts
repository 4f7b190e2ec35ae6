import { createHash } from 'node:crypto';
import { defaultsOf, type Model, priceOf } from '../../preload/contract/model.ts';
import { MODELS } from '../core/catalogue/catalogue.ts';
import { ApiError } from './api-error.ts';
import type { Service } from './call.ts';
import { inputSchema } from './input-schema.ts';
import type { Payload } from './replies.ts';

/** The version that submit takes, and one that it does not take any more. */
export const VERSION = '1.0.0';
export const OLD_VERSION = '0.9.0';

const CATEGORY = 'video';

/** `model_…`: this part of the service does not name slugs. */
const idOf = (model: Model): string =>
  `model_${createHash('sha256').update(model.id).digest('hex').slice(0, 12)}`;

/** The slug's first part. */
export const providerOf = (model: Model): string => model.id.split('/')[0] ?? '';

/** The slug's last part, such as `image-to-video`. */
export const capabilityOf = (model: Model): string => model.id.split('/').at(-1) ?? '';

/** A provider of models, in the fields of its own page. */
export const provider = (id: string): Payload => ({
  id,
  name: id,
  description: `Models by ${id}`,
  logoUrl: null,
  website: null,
  color: null,
  categories: [CATEGORY],
  isActive: true,
});

export const PROVIDERS: readonly string[] = [...new Set(MODELS.map(providerOf))];

/** In the examples' `baseCredits`, or in micro-cents for the model's defaults. */
export const pricing = (service: Service, model: Model): Payload =>
  service.shape().catalogPrices === 'credits'
    ? { baseCredits: 50, unit: 'per_generation' }
    : { baseMicroCents: priceOf(model, defaultsOf(model)), unit: 'per_generation' };

const summary = (service: Service, model: Model): Payload => ({
  id: idOf(model),
  name: model.name,
  description: model.name,
  category: CATEGORY,
  currentVersion: VERSION,
  versionCount: 2,
  currentVersionPricing: pricing(service, model),
});

const ofProvider = (model: Model): Payload => ({
  providerId: providerOf(model),
  providerName: providerOf(model),
});

/** GET /v1/models (api-reference/models/list). */
export const modelList = (service: Service): Payload => ({
  models: MODELS.map((model) => ({ ...summary(service, model), ...ofProvider(model) })),
});

/** GET /v1/models/{modelId} (api-reference/models/get). @throws ApiError MODEL_NOT_FOUND. */
export function modelDetail(service: Service, id: string): Payload {
  const model = MODELS.find((each) => idOf(each) === id);
  if (!model) throw new ApiError('MODEL_NOT_FOUND', 'The model does not exist or is unavailable');
  const version = (versionId: string, status: string) => ({
    versionId,
    status,
    inputSchema: inputSchema(model),
    outputSchema: { type: 'object', properties: { url: { type: 'string', format: 'uri' } } },
    pricing: pricing(service, model),
    rateLimits: { requestsPerMinute: 10, requestsPerDay: 500 },
  });
  const { versionCount: _, currentVersionPricing: __, ...head } = summary(service, model);
  return {
    ...head,
    ...ofProvider(model),
    versions: [version(VERSION, 'active'), version(OLD_VERSION, 'disabled')],
  };
}

/** GET /v1/providers; its page was not to be had, so the rows are those of the models' page. */
export const providerList = (): Payload => ({ providers: PROVIDERS.map(provider) });

/** GET /v1/providers/{providerId}/models (api-reference/providers/get-models). @throws ApiError NOT_FOUND. */
export function providerModels(service: Service, id: string): Payload {
  if (!PROVIDERS.includes(id)) throw new ApiError('NOT_FOUND', 'Provider not found');
  const models = MODELS.filter((model) => providerOf(model) === id);
  return { provider: provider(id), models: models.map((model) => summary(service, model)) };
}
