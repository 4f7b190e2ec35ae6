import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock, Ids, Log } from '../core/ports.ts';
import { systemClock, systemIds } from '../core/system.ts';
import { answerApi, sendError } from './api.ts';
import { ApiError } from './api-error.ts';
import type { Call, Service } from './call.ts';
import { answerControl, type Control } from './control.ts';
import { CallFaults } from './faults/met.ts';
import type { FaultPlan } from './faults/plan.ts';
import { FaultScript } from './faults/script.ts';
import { KeyRing, mainKey, newKey, type ServiceKey } from './keys.ts';
import { listenSomewhere } from './listen.ts';
import type { MakeClip } from './make-clip.ts';
import { type RequestRecord, recorder } from './recorder.ts';
import { findRoute } from './routes.ts';
import { DEFAULT_SHAPE, type ReplyShape, type ShapeChange, shapeSchema } from './shape.ts';
import { giveOutput, giveUpload, takeUpload } from './storage.ts';
import type { DeliveryRow } from './store/deliveries.ts';
import type { JobRow } from './store/jobs.ts';
import type { LedgerRow } from './store/ledger.ts';
import { openStore } from './store/open.ts';
import { startWebhooks, type WebhookTargets } from './webhooks.ts';
import { removeParts, startWork } from './work.ts';

const MINUTE_MS = 60_000;

export interface ServiceOptions {
  /** Folder of the state; made when it is not there. One process at a time. */
  readonly dir: string;
  readonly makeClip: MakeClip;
  /** 0 or nothing: the port of the last time when it is free, otherwise any. */
  readonly port?: number;
  /** Factor on the models' typical 120 s and 500 s. */
  readonly timeScale?: number;
  /** Instead of the random key that is made once per folder. */
  readonly key?: string;
  /** Further keys, for tests: see `scriptedKeys`. */
  readonly keys?: readonly ServiceKey[];
  readonly shape?: ShapeChange;
  /** Faults by chance, always the same for the same seed and calls. */
  readonly plan?: FaultPlan;
  /** Open jobs per account before submit answers 429. */
  readonly maxConcurrent?: number;
  /** Default: webhook addresses are checked, but nothing is sent. */
  readonly webhooks?: WebhookTargets;
  /** How long a presigned address takes its PUT, and how long the file lives, in milliseconds. */
  readonly putWindowMs?: number;
  readonly uploadLifeMs?: number;
  /** A sender that is silent for so many milliseconds is dropped. */
  readonly idleMs?: number;
  /** Opens `/__control/…` to who knows this secret. */
  readonly control?: string;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly log?: Log;
}

export interface PracticeService {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly port: number;
  readonly key: string;
  /** Signs webhooks; made once per folder. */
  readonly webhookSecret: string;
  readonly faults: FaultScript;
  /** All charges and refunds so far, oldest first. */
  ledger(): LedgerRow[];
  /** Webhook deliveries so far, oldest first. */
  deliveries(): DeliveryRow[];
  /** All jobs so far with what was asked of them, oldest first. */
  jobs(): JobRow[];
  /** One of them, or null. */
  job(id: string): JobRow | null;
  /** The newest 5,000 requests, oldest first. */
  requests(): readonly RequestRecord[];
  /** Change how answers look; what is not named stays. */
  setShape(change: ShapeChange): void;
  /** Ends all connections and closes the state. Calling it again does nothing. */
  close(): Promise<void>;
}

/**
 * Start the local simulator of the service on 127.0.0.1. Its whole state is in `dir` and survives a kill at
 * any moment; jobs go on by the clock, also while it is not running.
 * @throws when the folder is in use or cannot be written, or when an asked port is taken.
 */
export async function startService(options: ServiceOptions): Promise<PracticeService> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? (() => {});
  const idleMs = options.idleMs ?? 30_000;
  await mkdir(options.dir, { recursive: true });
  const store = openStore(options.dir);
  await removeParts(options.dir);
  const key = options.key ?? store.meta('key') ?? newKey();
  store.setMeta('key', key);
  const webhookSecret = store.meta('webhook-secret') ?? `whsec_${randomBytes(24).toString('base64url')}`;
  store.setMeta('webhook-secret', webhookSecret);

  let url = '';
  let shape: ReplyShape = shapeSchema.parse({ ...DEFAULT_SHAPE, ...options.shape });
  const work = startWork({ store, clock, makeClip: options.makeClip, onEnd: () => webhooks.wake(), log });
  const service: Service = {
    store,
    work,
    clock,
    ids: options.ids ?? systemIds(clock),
    log,
    timeScale: options.timeScale ?? 1,
    maxConcurrent: options.maxConcurrent ?? 10,
    putWindowMs: options.putWindowMs ?? 15 * MINUTE_MS,
    uploadLifeMs: options.uploadLifeMs ?? 60 * MINUTE_MS,
    idleMs,
    url: () => url,
    shape: () => shape,
    webhooks: options.webhooks ?? 'none',
  };
  const webhooks = startWebhooks(service, webhookSecret);
  const keys = new KeyRing([...(options.keys ?? []), mainKey(key)]);
  const faults = new FaultScript(() => clock.now());
  if (options.plan) faults.follow(options.plan);
  const requests = recorder(clock);
  const setShape = (change: ShapeChange) => {
    shape = shapeSchema.parse({ ...shape, ...change });
  };
  const control: Control | null =
    options.control === undefined
      ? null
      : { secret: options.control, faults, requests: requests.all, setShape };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const target = URL.parse(request.url ?? '/', url) ?? new URL(url);
    const isControl = control !== null && target.pathname.startsWith('/__control/');
    const route = findRoute(request.method ?? '', target.pathname);
    const met = route ? faults.take(route.name) : new CallFaults([]);
    const tracker = isControl ? { feed: () => {}, answered: () => {} } : requests.track(request, met);
    const call: Call = { request, response, url: target, parts: route?.parts ?? [], faults: met, tracker };
    try {
      const { host } = request.headers;
      const { host: own, port } = new URL(url);
      // A page that resolves its own name to 127.0.0.1 sends that name here.
      if (host !== own && host !== `localhost:${port}`)
        throw new ApiError('FORBIDDEN', 'This host is not served here');
      if (isControl) await answerControl(service, control, call);
      else if (!route) throw new ApiError('NOT_FOUND', 'No such route');
      else if (route.name === 'put') await takeUpload(service, call);
      else if (route.name === 'file') await giveUpload(service, call);
      else if (route.name === 'output') await giveOutput(service, call);
      else await answerApi(service, keys, route.name, call);
    } catch (error) {
      await sendError(service, call, error);
    }
  };

  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: Math.min(idleMs, 10_000),
      requestTimeout: 10 * MINUTE_MS,
      // Each look wakes the machine, also while nobody is connected.
      connectionsCheckingInterval: Math.min(idleMs, 30_000),
    },
    (request, response) => {
      answer(request, response).catch(() => response.destroy());
    },
  );
  server.maxConnections = 256;
  server.keepAliveTimeout = 5000;
  try {
    const port = await listenSomewhere(server, options.port ?? 0, Number(store.meta('port') ?? 0));
    url = `http://127.0.0.1:${port}`;
    store.setMeta('port', String(port));
  } catch (error) {
    store.close();
    throw error;
  }
  work.wake();
  webhooks.wake();

  let closing: Promise<void> | null = null;
  const close = async () => {
    webhooks.stop();
    await work.stop();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    store.close();
  };
  return {
    url,
    port: Number(new URL(url).port),
    key,
    webhookSecret,
    faults,
    ledger: () => {
      work.settle();
      return store.ledger.all();
    },
    jobs: () => {
      work.settle();
      return store.jobs.all();
    },
    deliveries: store.deliveries.all,
    job: (id) => store.jobs.byId(id),
    requests: requests.all,
    setShape,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
