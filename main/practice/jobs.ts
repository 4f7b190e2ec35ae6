import * as z from 'zod/mini';
import type { Model, Params } from '../../preload/contract/model.ts';
import { findModel } from '../core/catalogue/catalogue.ts';
import { ApiError } from './api-error.ts';
import type { Service } from './call.ts';
import type { Visit } from './doors.ts';
import { checkInput } from './input.ts';
import type { ServiceKey } from './keys.ts';
import { OLD_VERSION, VERSION } from './models.ts';
import { type Price, priceFor } from './pricing.ts';
import type { JobRow } from './store/jobs.ts';
import { checkWebhook } from './webhooks.ts';
import { finishJob } from './work.ts';

/** Part of a job's whole time that it stays pending. */
const PENDING_SHARE = 0.08;

const name = z.string().check(z.minLength(1), z.maxLength(200));
/** The pricing and webhook pages call the same two fields `modelSlug` and `modelVersion`. */
const bodySchema = z.object({
  model: z.optional(name),
  modelSlug: z.optional(name),
  version: z.optional(name),
  modelVersion: z.optional(name),
  input: z.optional(z.unknown()),
  webhookUrl: z.optional(z.string()),
});
type JobBody = z.infer<typeof bodySchema>;

function parseBody(body: unknown): JobBody {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) throw new ApiError('INVALID_INPUT', 'The request body does not fit');
  return parsed.data;
}

function modelOf(body: JobBody): Model {
  const slug = body.model ?? body.modelSlug;
  if (slug === undefined) throw new ApiError('INVALID_INPUT', 'model is required', { field: 'model' });
  if (!/^[\w.-]+\/[\w.-]+\/[\w-]+$/.test(slug))
    throw new ApiError('INVALID_MODEL_SLUG', 'A model slug has the form provider/model/capability');
  const model = findModel(slug);
  if (!model) throw new ApiError('MODEL_NOT_FOUND', 'The model does not exist or is unavailable');
  const version = body.version ?? body.modelVersion ?? VERSION;
  if (version === OLD_VERSION) throw new ApiError('MODEL_VERSION_NOT_ACTIVE', 'This version is not active');
  if (version !== VERSION) throw new ApiError('MODEL_VERSION_NOT_FOUND', 'This version does not exist');
  return model;
}

/** What an input of a model would cost. */
export interface Estimate {
  readonly model: Model;
  readonly params: Params;
  readonly price: Price;
}

/** The price of an input. @throws ApiError for a model or input that is not taken. */
export function estimateJob(service: Service, body: unknown): Estimate {
  const parsed = parseBody(body);
  const model = modelOf(parsed);
  const shape = service.shape();
  const { params } = checkInput(model, parsed.input ?? {}, shape, false);
  return { model, params, price: priceFor(model, params, shape) };
}

/** The upload behind an address of ours, or null. The port may have changed since; the path decides. */
function uploadOf(service: Service, address: string | null): string | null {
  const path = address === null ? undefined : URL.parse(address)?.pathname;
  const id = /^\/assets\/temp\/[^/]+\/([0-9a-f-]{36})_/.exec(path ?? '')?.[1];
  return id !== undefined && service.store.uploads.byId(id) ? id : null;
}

/** Full seconds until the account's next job may end. */
function retryAfter(service: Service, now: number): number {
  const next = service.store.jobs.nextAt(now) ?? now;
  return Math.max(1, Math.ceil((next - now) / 1000));
}

/**
 * Take a job and charge for it, in one step.
 * @throws ApiError with the documented codes of submit; nothing is charged then.
 */
export function submitJob({ service, key, body, requestId, call: { faults } }: Visit): JobRow {
  const { store } = service;
  const parsed = parseBody(body);
  const model = modelOf(parsed);
  if (key.modelsDenied) throw new ApiError('MODEL_ACCESS_DENIED', 'This account may not use this model');
  const shape = service.shape();
  const { params, source, isStartFrame } = checkInput(model, parsed.input, shape, true);
  const webhookUrl = parsed.webhookUrl ?? null;
  if (webhookUrl !== null) checkWebhook(webhookUrl, service.webhooks);
  const now = service.clock.now();
  if (store.jobs.openCount(key.account) >= (key.maxConcurrent ?? service.maxConcurrent))
    throw new ApiError('CONCURRENT_JOBS_EXCEEDED', 'Too many jobs are running', {
      retryAfter: retryAfter(service, now),
    });
  const cost = priceFor(model, params, shape).charged;
  if (key.balance !== undefined && key.balance - store.ledger.spent(key.account) < cost)
    throw new ApiError('INSUFFICIENT_BALANCE', 'The balance is too low for this job', { required: cost });
  const wholeMs = faults.get('job-time')?.ms ?? model.typicalSeconds * 1000 * service.timeScale;
  const pendingMs = Math.round(wholeMs * PENDING_SHARE);
  // The list's cursor is a time of creation, so no two jobs may share one.
  const createdAt = Math.max(now, store.jobs.newestAt() + 1);
  const failure = faults.get('fail-job');
  const id = `job_${service.ids.next().replaceAll('-', '')}`;
  store.transaction(() => {
    store.jobs.insert({
      id,
      account: key.account,
      model: model.id,
      params,
      source: uploadOf(service, source),
      isStartFrame,
      cost,
      createdAt,
      listedAt: createdAt + Math.round(Math.max(shape.listLagMs, faults.get('list-lag')?.ms ?? 0)),
      foundAt: createdAt + Math.round(faults.get('status-lag')?.ms ?? 0),
      pendingMs,
      processingMs: Math.round(wholeMs) - pendingMs,
      plannedCode: failure ? (failure.code ?? 'GENERATION_FAILED') : null,
      plannedMessage: failure ? (failure.message ?? 'Generation failed') : null,
      requestId,
      webhookUrl: service.webhooks === 'none' ? null : webhookUrl,
    });
    store.ledger.add({ at: now, account: key.account, kind: 'charge', jobId: id, amount: cost });
  });
  service.work.wake();
  const job = store.jobs.byId(id);
  if (!job) throw new ApiError('INTERNAL_ERROR', 'The job was lost');
  return job;
}

/** A job of this account. @throws ApiError JOB_NOT_FOUND, also for jobs of others. */
export function findJob(service: Service, key: ServiceKey, id: string): JobRow {
  service.work.settle();
  const job = service.store.jobs.byId(id);
  if (!job || job.account !== key.account || service.clock.now() < job.foundAt)
    throw new ApiError('JOB_NOT_FOUND', 'Job not found');
  return job;
}

/**
 * Cancel a pending job and give its money back.
 * @throws ApiError JOB_NOT_FOUND, UNAUTHORIZED_ACCESS for another account's job, JOB_CANNOT_BE_CANCELLED.
 */
export function cancelJob(service: Service, key: ServiceKey, id: string): JobRow {
  service.work.settle();
  const job = service.store.jobs.byId(id);
  if (!job) throw new ApiError('JOB_NOT_FOUND', 'Job not found');
  if (job.account !== key.account)
    throw new ApiError('UNAUTHORIZED_ACCESS', 'This API key has no access to this job');
  const now = service.clock.now();
  if (job.state !== 'open' || now >= job.createdAt + job.pendingMs)
    throw new ApiError('JOB_CANNOT_BE_CANCELLED', 'Only pending jobs can be cancelled');
  service.store.transaction(() => finishJob(service.store, job, 'cancelled', now, null));
  return job;
}
