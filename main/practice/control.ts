import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { sendJson } from './api.ts';
import { ApiError } from './api-error.ts';
import { type Call, readJson, type Service } from './call.ts';
import { deliver } from './deliver.ts';
import { planBody } from './faults/presets.ts';
import type { FaultScript } from './faults/script.ts';
import { faultSchema } from './faults.ts';
import type { RequestRecord } from './recorder.ts';
import { partialShapeSchema, type ShapeChange } from './shape.ts';

/** What the control door reaches besides the service itself. */
export interface Control {
  readonly secret: string;
  readonly faults: FaultScript;
  readonly requests: () => readonly RequestRecord[];
  readonly setShape: (shape: ShapeChange) => void;
}

const faultsBody = z.union([
  z.array(faultSchema),
  z.pipe(
    faultSchema,
    z.transform((fault) => [fault]),
  ),
]);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function isAllowed(call: Call, secret: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(call.request.headers.authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(secret));
}

/**
 * The door for specs when the service runs in a process of its own. It exists only with a secret, sent as
 * `Authorization: Bearer`:
 * `POST /__control/faults` (one fault or a list), `POST /__control/plan` (a seed and its faults),
 * `DELETE /__control/faults` (both), `POST /__control/shape`,
 * `GET /__control/ledger`, `/jobs`, `/deliveries`, `/requests`, `/uploads/{id}`.
 */
export async function answerControl(service: Service, control: Control, call: Call): Promise<void> {
  const json = (status: number, value: unknown) => sendJson(service, call, status, JSON.stringify(value));
  if (!isAllowed(call, control.secret)) return json(403, { error: 'wrong secret' });
  const route = `${call.request.method} ${call.url.pathname.replace(/^\/__control/, '')}`;
  switch (route) {
    case 'POST /faults': {
      const faults = faultsBody.safeParse(await readJson(service, call));
      if (!faults.success) return json(400, { error: z.prettifyError(faults.error) });
      for (const fault of faults.data) control.faults.add(fault);
      return json(200, { waiting: control.faults.waiting() });
    }
    case 'POST /plan': {
      const plan = planBody.safeParse(await readJson(service, call));
      if (!plan.success) return json(400, { error: z.prettifyError(plan.error) });
      control.faults.follow(plan.data);
      return json(200, plan.data);
    }
    case 'DELETE /faults':
      control.faults.clear();
      return json(200, { waiting: [] });
    case 'GET /faults':
      return json(200, { waiting: control.faults.waiting() });
    case 'POST /shape': {
      const shape = partialShapeSchema.safeParse(await readJson(service, call));
      if (!shape.success) return json(400, { error: z.prettifyError(shape.error) });
      control.setShape(shape.data);
      return json(200, service.shape());
    }
    case 'GET /ledger':
      service.work.settle();
      return json(200, service.store.ledger.all());
    case 'GET /jobs':
      service.work.settle();
      return json(200, service.store.jobs.all());
    case 'GET /deliveries':
      return json(200, service.store.deliveries.all());
    case 'GET /requests':
      return json(200, control.requests());
    default:
      return giveRaw(service, call);
  }
}

/** The bytes of an upload exactly as they arrived, whatever their age. */
async function giveRaw(service: Service, call: Call): Promise<void> {
  const id = /^\/__control\/uploads\/([0-9a-f-]{36})$/.exec(call.url.pathname)?.[1];
  const upload = id === undefined ? null : service.store.uploads.byId(id);
  if (!upload || upload.bytes === null) throw new ApiError('NOT_FOUND', 'Nothing here');
  const body = await readFile(service.store.uploadFile(upload.id));
  await deliver(service, call, { status: 200, headers: { 'content-type': upload.contentType }, body });
}
