import type { Model } from '../../preload/contract/model.ts';
import { MODELS } from '../core/catalogue/catalogue.ts';
import { ApiError } from './api-error.ts';
import type { Service } from './call.ts';
import { EXAMPLE_SCHEMA, inputSchema } from './input-schema.ts';
import { capabilityOf, PROVIDERS, pricing, provider, providerOf } from './models.ts';
import type { Payload } from './replies.ts';

const CATEGORY = 'video';

/** A list as its example shows it, or inside the object that its field list names. */
const listed = (service: Service, name: string, items: readonly Payload[]): Payload | readonly Payload[] =>
  service.shape().catalog === 'array' ? items : { [name]: items };

const head = (service: Service, model: Model): Payload => ({
  slug: model.id,
  provider: { id: providerOf(model), name: providerOf(model), logoUrl: null },
  category: CATEGORY,
  capability: capabilityOf(model),
  pricing: pricing(service, model),
});

/** GET /v1/catalog/models (api-reference/catalog/models). */
export const catalogModels = (service: Service) =>
  listed(
    service,
    'models',
    MODELS.map((model) => ({ ...head(service, model), tags: [], ratings: { average: 0, count: 0 } })),
  );

/**
 * GET /v1/catalog/models/{slug}, with the slug's own slashes, of two parts or three (api-reference/catalog/model-detail).
 * @throws ApiError MODEL_NOT_FOUND.
 */
export function catalogModel(service: Service, slug: string): Payload {
  const model = MODELS.find(({ id }) => id === slug || id.startsWith(`${slug}/`));
  if (!model) throw new ApiError('MODEL_NOT_FOUND', 'The model does not exist or is unavailable');
  const family = model.id.slice(0, model.id.lastIndexOf('/') + 1);
  const siblings = MODELS.filter(({ id }) => id !== model.id && id.startsWith(family));
  return {
    ...head(service, model),
    name: model.name,
    description: model.name,
    inputSchema: service.shape().catalogSchema === 'example' ? EXAMPLE_SCHEMA : inputSchema(model),
    siblings: siblings.map((each) => ({ slug: each.id, capability: capabilityOf(each) })),
  };
}

/** GET /v1/catalog/capability-groups (api-reference/catalog/capability-groups). */
export function capabilityGroups(service: Service) {
  const groups = [...new Set(MODELS.map(capabilityOf))].map((id, order) => {
    const displayName = id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
    const label = id.replace(/^(?<from>\w)\w*-to-(?<to>\w)\w*$/, '$<from>2$<to>').toUpperCase();
    return { id, displayName, label, icon: null, color: null, order };
  });
  return listed(service, 'capabilityGroups', groups);
}

/** GET /v1/catalog/providers, by analogy: its page was not to be had. */
export const catalogProviders = (service: Service) => listed(service, 'providers', PROVIDERS.map(provider));

/** GET /v1/catalog/providers/{id}, by analogy. @throws ApiError NOT_FOUND. */
export function catalogProvider(id: string): Payload {
  if (!PROVIDERS.includes(id)) throw new ApiError('NOT_FOUND', 'Provider not found');
  return provider(id);
}

/** GET /v1/catalog/categories, by analogy. */
export const categories = (service: Service) =>
  listed(service, 'categories', [{ id: CATEGORY, displayName: 'Video', order: 0 }]);
