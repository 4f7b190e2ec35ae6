import { createHmac } from 'node:crypto';
import { isLoopback, request } from '../core/provider/http.ts';
import { ApiError } from './api-error.ts';
import type { Service } from './call.ts';
import { webhookBody } from './replies.ts';
import type { DeliveryRow } from './store/deliveries.ts';

/**
 * Where webhooks are sent: nowhere; to https addresses, as the service does; or also to http ones of this machine,
 * for tests.
 */
export type WebhookTargets = 'none' | 'https' | 'loopback';

/** Seconds before each repetition; then the delivery has failed (concepts/webhooks). */
const RETRIES_S = [1, 4, 16, 64, 256];
const PATIENCE = { connectMs: 30_000, silenceMs: 30_000, answerMs: 30_000 };

/** @throws ApiError INVALID_WEBHOOK_URL for an address that is not sent to. */
export function checkWebhook(address: string, targets: WebhookTargets): void {
  const url = URL.parse(address);
  const isLocal = targets === 'loopback' && url?.protocol === 'http:' && isLoopback(url.hostname);
  if (url?.protocol !== 'https:' && !isLocal)
    throw new ApiError('INVALID_WEBHOOK_URL', 'webhookUrl must be an https address');
}

/** `sha256=` and the HMAC of `timestamp.body`, in hex. */
const signature = (secret: string, timestamp: number, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

/** Tells webhooks that their jobs have ended, until one answers 2xx. */
export interface Webhooks {
  /** Something ended: look again at what is due. */
  wake(): void;
  stop(): void;
}

/** The sender over the store: what was not answered before a restart is sent again after it. */
export function startWebhooks(service: Service, secret: string): Webhooks {
  const { store, clock, log } = service;
  const ending = new AbortController();
  const flying = new Set<string>();
  let cancelTimer = () => {};

  const send = async ({ jobId }: DeliveryRow): Promise<boolean> => {
    const job = store.jobs.byId(jobId);
    if (!job?.webhookUrl) return false;
    const body = JSON.stringify(webhookBody(service, job));
    const timestamp = Math.floor(clock.now() / 1000);
    const headers = {
      'content-type': 'application/json',
      'x-pixelbyte-timestamp': String(timestamp),
      'x-pixelbyte-signature': signature(secret, timestamp, body),
    };
    const { status } = await request({
      method: 'POST',
      url: job.webhookUrl,
      headers,
      body: Buffer.from(body),
      signal: ending.signal,
      patience: PATIENCE,
    });
    return status >= 200 && status < 300;
  };

  const deliverOne = async (row: DeliveryRow) => {
    flying.add(row.jobId);
    const arrived = await send(row).catch(() => false);
    flying.delete(row.jobId);
    if (ending.signal.aborted) return;
    const wait = RETRIES_S[row.failures];
    const state = arrived ? 'sent' : wait === undefined ? 'failed' : 'pending';
    const nextAt = clock.now() + Math.round((wait ?? 0) * 1000 * service.timeScale);
    store.deliveries.update({ ...row, state, failures: row.failures + (arrived ? 0 : 1), nextAt });
    wake();
  };
  // A full disk, for one. It is sent again after the next end of a job, or the next start.
  const failed = (error: unknown) => log('error', 'practice: webhook failed', { error: String(error) });

  const wake = () => {
    if (ending.signal.aborted || service.webhooks === 'none') return;
    cancelTimer();
    // One moment for both questions: what came due between two would be neither.
    const now = clock.now();
    for (const row of store.deliveries.due(now))
      if (!flying.has(row.jobId)) void deliverOne(row).catch(failed);
    const next = store.deliveries.nextAt(now);
    cancelTimer = next === null ? () => {} : clock.after(next - now, wake);
  };

  return {
    wake,
    stop: () => {
      cancelTimer();
      ending.abort();
    },
  };
}
