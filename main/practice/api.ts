import { ApiError, errorBody } from './api-error.ts';
import { type Call, hangUp, readJson, type Service } from './call.ts';
import type { RouteName, ScriptedRefusal } from './faults.ts';
import { cancelJob, estimateJob, findJob, submitJob } from './jobs.ts';
import type { KeyRing, Scope, ServiceKey } from './keys.ts';
import { listJobs } from './list.ts';
import { estimateReply, type Payload, statusReply, submitReply } from './replies.ts';
import { presign, uploadStatus } from './uploads.ts';

export type ApiRoute = Exclude<RouteName, 'put' | 'file' | 'output'>;

interface Answer {
  readonly call: Call;
  readonly key: ServiceKey;
  readonly body: unknown;
  readonly requestId: string;
}

/** Scope each route needs; null: any key (uploads name none). */
const SCOPES: Readonly<Record<ApiRoute, Scope | null>> = {
  submit: 'submit_job',
  estimate: 'check_status',
  status: 'check_status',
  list: 'check_status',
  cancel: 'submit_job',
  presign: null,
  upload: null,
};

function payloadOf(service: Service, route: ApiRoute, answer: Answer): Payload {
  const { call, key, body, requestId } = answer;
  const id = call.parts[0] ?? '';
  switch (route) {
    case 'submit':
      return submitReply(service, submitJob(service, key, body, call.faults), requestId);
    case 'estimate':
      return estimateReply(service, estimateJob(service, body));
    case 'status':
      return statusReply(service, findJob(service, key, id));
    case 'list':
      return listJobs(service, key, call);
    case 'cancel': {
      const job = cancelJob(service, key, id);
      return { jobId: job.id, status: 'cancelled', refundedMicroCents: job.cost };
    }
    case 'presign':
      return presign(service, key, body);
    case 'upload':
      return uploadStatus(service, key, id);
  }
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** Send a whole answer. */
export function send(call: Call, status: number, contentType: string, body: string): void {
  if (call.response.destroyed || call.response.headersSent) return;
  const bytes = Buffer.from(body);
  call.tracker.answered(status);
  call.response.writeHead(status, {
    'content-type': contentType,
    'content-length': bytes.byteLength,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  call.response.end(call.request.method === 'HEAD' ? undefined : bytes);
}

/** Send a refusal as the documented error body; anything else than an ApiError is an INTERNAL_ERROR. */
export function sendError(service: Service, call: Call, error: unknown): void {
  const requestId = newRequestId(service);
  if (error instanceof ApiError) {
    send(call, error.status, JSON_TYPE, errorBody(error.code, error.message, requestId, error.details));
    return;
  }
  // The other side has gone, or the service is closing: nobody is left to tell.
  if (call.response.destroyed || call.request.destroyed) return;
  service.log('error', 'practice: request failed', { path: call.url.pathname, error: String(error) });
  send(call, 500, JSON_TYPE, errorBody('INTERNAL_ERROR', 'An unexpected error occurred', requestId));
}

const newRequestId = (service: Service): string => `req_${service.ids.next().replaceAll('-', '')}`;

/** Answer with a scripted refusal when one is due now. @returns true when it did. */
function refuse(service: Service, call: Call, when: ScriptedRefusal['when']): boolean {
  const refusal = call.faults.refusal();
  if (refusal?.when !== when) return false;
  const { status, code, message, details } = refusal;
  if (refusal.isHtml) send(call, status, 'text/html', `<html><body><h1>${status}</h1></body></html>`);
  else send(call, status, JSON_TYPE, errorBody(code, message, newRequestId(service), details));
  return true;
}

/** Resolves after `ms` milliseconds of the service's clock. */
export const pause = (service: Service, ms: number): Promise<void> =>
  new Promise((resolve) => {
    service.clock.after(ms, resolve);
  });

/** Answer one API call: key, body, effect, reply, with the faults that it meets in between. */
export async function answerApi(service: Service, keys: KeyRing, route: ApiRoute, call: Call): Promise<void> {
  const slow = call.faults.get('slow');
  if (slow && !slow.after) await pause(service, slow.ms);
  if (refuse(service, call, 'early')) return;
  const key = keys.identify(call.request.headers, SCOPES[route]);
  const body = await readJson(service, call);
  const lostBefore = call.faults.get('reply-lost-before-create');
  if (lostBefore) return hangUp(call, lostBefore.reset);
  if (refuse(service, call, 'before')) return;
  const late = call.faults.get('reply-lost-then-create');
  if (late) {
    hangUp(call, late.reset);
    await pause(service, late.ms);
  }
  const requestId = newRequestId(service);
  const payload = payloadOf(service, route, { call, key, body, requestId });
  if (slow?.after) await pause(service, slow.ms);
  const lostAfter = call.faults.get('reply-lost-after-charge');
  if (lostAfter) return hangUp(call, lostAfter.reset);
  if (refuse(service, call, 'after')) return;
  const odd = call.faults.get('odd-reply');
  if (odd) return send(call, odd.status ?? 200, odd.contentType ?? JSON_TYPE, odd.body);
  const { envelope, otherEnvelope } = service.shape();
  const isWrapped = (envelope === 'wrapped') !== otherEnvelope.includes(route);
  const reply = isWrapped ? { success: true, data: payload, requestId } : payload;
  send(call, 200, JSON_TYPE, JSON.stringify(reply));
}
