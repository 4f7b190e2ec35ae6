import type { Service } from './call.ts';
import type { CallFaults } from './faults/met.ts';
import type { Estimate } from './jobs.ts';
import type { JobRow, Phase } from './store/jobs.ts';

/** A payload before its envelope. */
export type Payload = Readonly<Record<string, unknown>>;

const iso = (time: number): string => new Date(time).toISOString();
const isoOrNull = (time: number | null): string | null => (time === null ? null : iso(time));

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
export function submitReply(service: Service, job: JobRow, requestId: string): Payload {
  switch (service.shape().submit) {
    case 'quickstart':
      return {
        jobId: job.id,
        status: 'pending',
        model: job.model,
        estimatedCost: job.cost,
        createdAt: iso(job.createdAt),
      };
    case 'id':
      return { id: job.id, status: 'pending' };
    case 'reference':
      return {
        jobId: job.id,
        requestId,
        status: 'pending',
        estimatedCompletionTime: iso(job.createdAt + job.pendingMs + job.processingMs),
        costMicroCents: job.cost,
      };
  }
}

/** Answer to estimate (api-reference/jobs/estimate, or concepts/pricing). */
export function estimateReply(service: Service, { base, estimated }: Estimate): Payload {
  if (service.shape().estimate === 'pricing')
    return { estimatedCost: estimated, baseCost: base, factors: {}, currency: 'micro-cents' };
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
function saidOf(phase: Phase, faults: CallFaults) {
  const odd = faults.get('odd-status');
  const progress = odd?.progress === undefined ? PROGRESS[phase] : odd.progress;
  return { status: odd?.status ?? phase, progress };
}

/** Answer to status (api-reference/jobs/get-status, or quickstart's `output` object). */
export function statusReply(service: Service, job: JobRow, faults: CallFaults): Payload {
  const phase = phaseOf(job, service.clock.now());
  const { output } = service.shape();
  const link = job.link === 0 ? '' : `?v=${job.link}`;
  const url = phase === 'completed' ? `${service.url()}/outputs/${job.id}/output_0.mp4${link}` : null;
  const { status, progress } = saidOf(phase, faults);
  const head = { jobId: job.id, status };
  const error = job.errorCode === null ? null : { code: job.errorCode, message: job.errorMessage };
  const times = {
    createdAt: iso(job.createdAt),
    completedAt: phase === 'cancelled' ? null : isoOrNull(job.finishedAt),
  };
  if (output === 'object') {
    const durationSeconds = job.params['duration'];
    const file = url === null ? null : { url, contentType: 'video/mp4', durationSeconds };
    return { ...head, model: job.model, cost: job.cost, output: file, error, ...times };
  }
  const outputs = url === null ? null : [{ url, type: 'video', thumbnail: null, posterImage: null }];
  return {
    ...head,
    progress,
    output: output === 'string' ? url : null,
    outputs: output === 'missing' ? null : outputs,
    error,
    ...times,
  };
}

/** One row of the list (api-reference/jobs/list). */
export function listRow(service: Service, job: JobRow, faults: CallFaults): Payload {
  const phase = phaseOf(job, service.clock.now() - service.shape().listStaleMs);
  const isFinal = phase === 'completed' || phase === 'failed';
  return {
    jobId: job.id,
    ...saidOf(phase, faults),
    model: job.model,
    createdAt: iso(job.createdAt),
    completedAt: isFinal ? isoOrNull(job.finishedAt) : null,
  };
}
