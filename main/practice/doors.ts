import type { Call, Service } from './call.ts';
import {
  capabilityGroups,
  catalogModel,
  catalogModels,
  catalogProvider,
  catalogProviders,
  categories,
} from './catalog.ts';
import { cancelJob, estimateJob, findJob, submitJob } from './jobs.ts';
import type { Access, ServiceKey } from './keys.ts';
import { listJobs } from './list.ts';
import { modelDetail, modelList, providerList, providerModels } from './models.ts';
import { estimateReply, type Payload, statusReply, submitReply } from './replies.ts';
import type { RouteName } from './routes.ts';
import { presign, uploadStatus } from './uploads.ts';

export type ApiRoute = Exclude<RouteName, 'put' | 'file' | 'output'>;

/** A call that is let in. */
export interface Visit {
  readonly service: Service;
  readonly call: Call;
  readonly key: ServiceKey;
  readonly body: unknown;
  readonly requestId: string;
  /** The path's variable part, or ''. */
  readonly name: string;
}

/** One route of the API: who may call it, and what it answers. */
export interface Door {
  readonly access: Access;
  /** The page shows its answer without an envelope, and so it usually has none. */
  readonly isFlat?: boolean;
  readonly answer: (visit: Visit) => Payload | readonly Payload[];
}

/** Bearer keys with a scope; null: any key (uploads name no scope). */
const bearer = (scope: Access['scope']): Access => ({ header: 'authorization', scope });
const MODELS: Access = { header: 'x-api-key', scope: 'list_models' };
const PUBLIC: Access = { header: 'none', scope: null };

export const DOORS: Readonly<Record<ApiRoute, Door>> = {
  submit: {
    access: bearer('submit_job'),
    answer: (visit) => submitReply(visit.service, submitJob(visit)),
  },
  estimate: {
    access: bearer('check_status'),
    answer: ({ service, body }) => estimateReply(service, estimateJob(service, body)),
  },
  status: {
    access: bearer('check_status'),
    answer: ({ service, key, name, call }) => statusReply(service, findJob(service, key, name), call.faults),
  },
  list: {
    access: bearer('check_status'),
    answer: ({ service, key, call }) => listJobs(service, key, call),
  },
  cancel: {
    access: bearer('submit_job'),
    answer: ({ service, key, name }) => {
      const job = cancelJob(service, key, name);
      return { jobId: job.id, status: 'cancelled', refundedMicroCents: job.cost };
    },
  },
  presign: { access: bearer(null), answer: ({ service, key, body }) => presign(service, key, body) },
  upload: { access: bearer(null), answer: ({ service, key, name }) => uploadStatus(service, key, name) },
  models: { access: MODELS, isFlat: true, answer: ({ service }) => modelList(service) },
  model: { access: MODELS, isFlat: true, answer: ({ service, name }) => modelDetail(service, name) },
  providers: { access: MODELS, isFlat: true, answer: () => providerList() },
  'provider-models': {
    access: MODELS,
    isFlat: true,
    answer: ({ service, name }) => providerModels(service, name),
  },
  catalog: { access: PUBLIC, isFlat: true, answer: ({ service }) => catalogModels(service) },
  'catalog-model': {
    access: PUBLIC,
    isFlat: true,
    answer: ({ service, name }) => catalogModel(service, name),
  },
  'capability-groups': { access: PUBLIC, isFlat: true, answer: ({ service }) => capabilityGroups(service) },
  'catalog-providers': { access: PUBLIC, isFlat: true, answer: ({ service }) => catalogProviders(service) },
  'catalog-provider': { access: PUBLIC, isFlat: true, answer: ({ name }) => catalogProvider(name) },
  categories: { access: PUBLIC, isFlat: true, answer: ({ service }) => categories(service) },
};
