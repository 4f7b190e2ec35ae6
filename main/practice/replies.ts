import type { Model, Params } from '../../preload/contract/model.ts';
import type { Service } from './call.ts';
import type { CallFaults } from './faults/met.ts';
import type { Estimate } from './jobs.ts';
import type { JobRow, Phase } from './store/jobs.ts';
import { filesUrl, statusText, timeText } from './wording.ts';

/** A payload before its envelope. */
export type Payload = Readonly<Record<string, unknown>>;

const timeOrNull = (service: Service, time: number | null): string | null =>
  time === null ? null : timeText(service, time);

const PROGRESS: Readonly<Record<Phase, number>> = {
  pending: 0,
  processing: 50,
  completed: 100,
  failed: 0,
  cancelled: 0,
};

function phaseOf(job: JobRow, now: number): Phase {
  if (job.state !== 'open' && now >= (job.finishedAt ?? 0)) return job.state;
  return now < job.createdAt + job.pendingMs ? 'pending' : 'processing';
}

/** Answer to submit, in the documented variant of the shape (api-reference/jobs/submit, quickstart, blog). */
export function submitReply(service: Service, job: JobRow): Payload {
  const status = statusText(service, 'pending');
  switch (service.shape().submit) {
    case 'quickstart':
      return {
        jobId: job.id,
        status,
        model: job.model,
        estimatedCost: job.cost,
        createdAt: timeText(service, job.createdAt),
      };
    case 'id':
      return { id: job.id, status };
    case 'snake':
      return { job_id: job.id, status, costMicroCents: job.cost };
    case 'reference':
      return {
        jobId: job.id,
        requestId: job.requestId,
        status,
        estimatedCompletionTime: timeText(service, job.createdAt + job.pendingMs + job.processingMs),
        costMicroCents: job.cost,
      };
  }
}

/** Each parameter that the price depends on, with its multiplier. */
function factorsOf(model: Model, params: Params): Payload {
  const { duration, resolution } = params;
  const [numerator, denominator] = model.price.resolution[String(resolution)] ?? [1, 1];
  return {
    duration: { value: String(duration), multiplier: Number(duration) },
    resolution: { value: resolution, multiplier: numerator / denominator },
  };
}

/** Answer to estimate (api-reference/jobs/estimate, or concepts/pricing). */
export function estimateReply(service: Service, { model, params, price }: Estimate): Payload {
  const { base, estimated } = price;
  if (service.shape().estimate === 'pricing')
    return {
      estimatedCost: estimated,
      // Of one second, unlike the other form's.
      baseCost: model.price.perSecond,
      factors: factorsOf(model, params),
      currency: 'micro-cents',
    };
  const saved = base - estimated;
  return {
    baseCostMicroCents: base,
    estimatedCostMicroCents: estimated,
    breakdown: [{ component: 'base', costMicroCents: base }],
    hasDiscount: saved > 0,
    ...(saved > 0
      ? {
          discounted: {
            type: 'volume',
            percentage: Math.round((saved * 100) / base),
            savedMicroCents: saved,
          },
        }
      : {}),
  };
}

/** Status and progress as they are said, which may not be so. */
function saidOf(service: Service, phase: Phase, faults: CallFaults) {
  const odd = faults.get('odd-status');
  const progress = odd?.progress === undefined ? PROGRESS[phase] : odd.progress;
  return { status: odd?.status ?? statusText(service, phase), progress };
}

/** Address of a finished clip: with the number of its link once that was renewed, and until when it is good. */
function outputUrl(service: Service, job: JobRow): string {
  const url = new URL(`${filesUrl(service)}/outputs/${job.id}/output_0.mp4`);
  const life = service.shape().linkLifeMs;
  if (job.link !== 0) url.searchParams.set('v', String(job.link));
  if (life !== null) url.searchParams.set('expires', String(service.clock.now() + life));
  return url.href;
}

/** The webhook page's example calls every output an image. */
const imageOutput = (url: string): Payload => ({ imageUrl: url, metadata: { format: 'mp4' } });

/** The `output` and `outputs` members of a job; both null until it is completed. */
function outputsOf(service: Service, job: JobRow, phase: Phase): Payload {
  const { output: form } = service.shape();
  if (phase !== 'completed') return { output: null, ...(form === 'object' ? {} : { outputs: null }) };
  const url = outputUrl(service, job);
  const outputs = [{ url, type: 'video', thumbnail: null, posterImage: null }];
  switch (form) {
    case 'string':
      return { output: url, outputs };
    case 'object':
      return { output: { url, contentType: 'video/mp4', durationSeconds: job.params['duration'] } };
    case 'outputs':
      return { output: null, outputs };
    case 'image':
      return { output: imageOutput(url), outputs: null };
    case 'missing':
      return { output: null, outputs: null };
  }
}

/** Answer to status (api-reference/jobs/get-status; quickstart's has other members). */
export function statusReply(service: Service, job: JobRow, faults: CallFaults): Payload {
  const phase = phaseOf(job, service.clock.now());
  const shape = service.shape();
  const { status, progress } = saidOf(service, phase, faults);
  return {
    jobId: job.id,
    status,
    ...(shape.output === 'object' ? { model: job.model, cost: job.cost } : { progress }),
    ...(shape.echoInput ? { input: job.params } : {}),
    ...outputsOf(service, job, phase),
    error: job.errorCode === null ? null : { code: job.errorCode, message: job.errorMessage },
    createdAt: timeText(service, job.createdAt),
    completedAt: phase === 'cancelled' ? null : timeOrNull(service, job.finishedAt),
  };
}

/** One row of the list (api-reference/jobs/list). */
export function listRow(service: Service, job: JobRow, faults: CallFaults): Payload {
  const phase = phaseOf(job, service.clock.now() - service.shape().listStaleMs);
  const isFinal = phase === 'completed' || phase === 'failed';
  return {
    jobId: job.id,
    ...saidOf(service, phase, faults),
    model: job.model,
    createdAt: timeText(service, job.createdAt),
    completedAt: isFinal ? timeOrNull(service, job.finishedAt) : null,
  };
}

/** What a webhook is told of a job that completed or failed (concepts/webhooks). */
export function webhookBody(service: Service, job: JobRow): Payload {
  const phase = phaseOf(job, service.clock.now());
  return {
    jobId: job.id,
    requestId: job.requestId,
    status: statusText(service, phase),
    ...(job.errorCode === null
      ? { output: imageOutput(outputUrl(service, job)) }
      : { error: { code: job.errorCode, message: job.errorMessage } }),
    completedAt: timeOrNull(service, job.finishedAt),
  };
}
