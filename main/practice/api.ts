import { ApiError, errorBody } from './api-error.ts';
import { type Call, hangUp, readJson, type Service } from './call.ts';
import { deliver } from './deliver.ts';
import { cancelJob, estimateJob, findJob, submitJob } from './jobs.ts';
import type { KeyRing, Scope, ServiceKey } from './keys.ts';
import { listJobs } from './list.ts';
import { estimateReply, type Payload, statusReply, submitReply } from './replies.ts';
import type { RouteName } from './routes.ts';
import { afterEffect, beforeBody, beforeEffect, type Wording } from './stages.ts';
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
      return statusReply(service, findJob(service, key, id), call.faults);
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

/** Send a whole JSON body. */
export function sendJson(service: Service, call: Call, status: number, json: string): Promise<void> {
  const headers = { 'content-type': JSON_TYPE, 'cache-control': 'no-store' };
  return deliver(service, call, { status, headers, body: Buffer.from(json) });
}

/** Send a refusal as the documented error body; anything else than an ApiError is an INTERNAL_ERROR. */
export async function sendError(service: Service, call: Call, error: unknown): Promise<void> {
  const requestId = newRequestId(service);
  if (error instanceof ApiError) {
    const { status, code, message, details } = error;
    return sendJson(service, call, status, errorBody(code, message, requestId, details));
  }
  // The other side has gone, or the service is closing: nobody is left to tell.
  if (call.response.socket?.destroyed !== false) return;
  service.log('error', 'practice: request failed', { path: call.url.pathname, error: String(error) });
  if (call.response.headersSent) return hangUp(call);
  const body = errorBody('INTERNAL_ERROR', 'An unexpected error occurred', requestId);
  return sendJson(service, call, 500, body);
}

const newRequestId = (service: Service): string => `req_${service.ids.next().replaceAll('-', '')}`;

const inJson: Wording = (service, { code, message, details }) => ({
  contentType: JSON_TYPE,
  text: errorBody(code, message, newRequestId(service), details),
});

/** Answer one API call: key, body, effect, reply, with the faults that it meets in between. */
export async function answerApi(service: Service, keys: KeyRing, route: ApiRoute, call: Call): Promise<void> {
  if (await beforeBody(service, call, inJson)) return;
  const key = keys.identify(call.request.headers, SCOPES[route]);
  const body = await readJson(service, call);
  if (await beforeEffect(service, call, inJson)) return;
  const requestId = newRequestId(service);
  const payload = payloadOf(service, route, { call, key, body, requestId });
  if (await afterEffect(service, call, inJson)) return;
  const { envelope, otherEnvelope } = service.shape();
  const isWrapped = (envelope === 'wrapped') !== otherEnvelope.includes(route);
  const reply = isWrapped ? { success: true, data: payload, requestId } : payload;
  await sendJson(service, call, 200, JSON.stringify(reply));
}
