import { ApiError, type ErrorWords, errorBody } from './api-error.ts';
import { type Call, hangUp, readJson, type Service } from './call.ts';
import { deliver } from './deliver.ts';
import { type ApiRoute, DOORS } from './doors.ts';
import type { KeyRing } from './keys.ts';
import { afterEffect, beforeBody, beforeEffect, type Wording } from './stages.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Send a whole JSON body. */
export function sendJson(service: Service, call: Call, status: number, json: string): Promise<void> {
  const headers = { 'content-type': JSON_TYPE, 'cache-control': 'no-store' };
  return deliver(service, call, { status, headers, body: Buffer.from(json) });
}

/** Send a refusal as the documented error body; anything else than an ApiError is an INTERNAL_ERROR. */
export async function sendError(service: Service, call: Call, error: unknown): Promise<void> {
  if (error instanceof ApiError) return sendJson(service, call, error.status, errorJson(service, error));
  // The other side has gone, or the service is closing: nobody is left to tell.
  if (call.response.socket?.destroyed !== false) return;
  service.log('error', 'practice: request failed', { path: call.url.pathname, error: String(error) });
  if (call.response.headersSent) return hangUp(call);
  const words = { code: 'INTERNAL_ERROR', message: 'An unexpected error occurred' };
  return sendJson(service, call, 500, errorJson(service, words));
}

const newRequestId = (service: Service): string => `req_${service.ids.next().replaceAll('-', '')}`;

const errorJson = (service: Service, words: ErrorWords): string =>
  errorBody(service.shape().errors, words, newRequestId(service));

const inJson: Wording = (service, words) => ({ contentType: JSON_TYPE, text: errorJson(service, words) });

/** Answer one API call: key, body, effect, reply, with the faults that it meets in between. */
export async function answerApi(service: Service, keys: KeyRing, route: ApiRoute, call: Call): Promise<void> {
  if (await beforeBody(service, call, inJson)) return;
  const { access, isFlat = false, answer } = DOORS[route];
  const { auth, envelope, otherEnvelope, submitStatus } = service.shape();
  const key = keys.identify(call.request.headers, access, auth === 'documented');
  const body = await readJson(service, call);
  if (await beforeEffect(service, call, inJson)) return;
  const requestId = newRequestId(service);
  const payload = answer({ service, call, key, body, requestId, name: call.parts[0] ?? '' });
  if (await afterEffect(service, call, inJson)) return;
  const isUsuallyWrapped = envelope === 'wrapped' && !isFlat;
  const isWrapped = isUsuallyWrapped !== otherEnvelope.includes(route);
  const reply = isWrapped ? { success: true, data: payload, requestId } : payload;
  await sendJson(service, call, route === 'submit' ? submitStatus : 200, JSON.stringify(reply));
}
