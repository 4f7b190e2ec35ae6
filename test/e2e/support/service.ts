import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import type { Fault } from '../../../main/practice/faults.ts';
import type { ShapeChange } from '../../../main/practice/shape.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const CONTROL = 'control-secret-of-the-specs';
const started = z.object({ url: z.string(), key: z.string() });
const ledgerRow = z.object({ kind: z.enum(['charge', 'refund']), amount: z.number() });
const requestRow = z.object({
  method: z.string(),
  path: z.string(),
  hasKey: z.boolean(),
  bytes: z.number(),
});

/** More calls than any spec makes. */
export const FOR_EVER = 1_000_000;
/** Longer than any spec, in milliseconds. */
export const VERY_LONG = 3_600_000;

/** The services of the running test. */
const running = new Set<Service>();

/** Ends every service that is still there. */
export async function stopServices(): Promise<void> {
  await Promise.all([...running].map((service) => service.stop()));
}

/** The practice service in a process of its own: it outlives the app, as the real one does. */
export class Service {
  readonly url: string;
  readonly key: string;
  readonly dir: string;
  readonly #child: ChildProcess;

  private constructor(url: string, key: string, dir: string, child: ChildProcess) {
    this.url = url;
    this.key = key;
    this.dir = dir;
    this.#child = child;
  }

  static async start(
    dir: string,
    options: { timeScale: number; port?: number; key?: string },
  ): Promise<Service> {
    const args = [
      '--port',
      String(options.port ?? 0),
      '--dir',
      dir,
      '--time-scale',
      String(options.timeScale),
    ];
    const key = options.key === undefined ? [] : ['--key', options.key];
    const child = spawn(
      path.join(root, 'node_modules/.bin/node'),
      [path.join(root, 'dist/main/service.js'), ...args, ...key, '--control', CONTROL, '--json'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    for await (const line of createInterface({ input: child.stdout })) {
      const parsed = line.startsWith('{') ? started.safeParse(JSON.parse(line)) : null;
      if (!parsed?.success) continue;
      const service = new Service(parsed.data.url, parsed.data.key, dir, child);
      running.add(service);
      return service;
    }
    throw new Error('the service did not start');
  }

  /** What the app must be started with to use this service. */
  get env(): Record<string, string> {
    return { KINORA_API_URL: this.url, KINORA_API_KEY: this.key };
  }

  async fault(fault: Fault): Promise<void> {
    await this.#control('POST', 'faults', fault);
  }

  /** Says of every job that it is in this state, until `clearFaults`: a look at it takes as long as it takes. */
  holdJobs(status: 'pending' | 'processing'): Promise<void> {
    return this.fault({
      kind: 'odd-reply',
      route: 'status',
      times: FOR_EVER,
      body: JSON.stringify({ status }),
    });
  }

  /** How it answers and what it charges from now on. */
  async shape(change: ShapeChange): Promise<void> {
    await this.#control('POST', 'shape', change);
  }

  async clearFaults(): Promise<void> {
    await this.#control('DELETE', 'faults');
  }

  async charges(): Promise<number[]> {
    const rows = z.array(ledgerRow).parse(await this.#control('GET', 'ledger'));
    return rows.filter(({ kind }) => kind === 'charge').map(({ amount }) => amount);
  }

  /** All that it charged, less what it gave back, in micro-cents. */
  async spent(): Promise<number> {
    const rows = z.array(ledgerRow).parse(await this.#control('GET', 'ledger'));
    return rows.reduce((sum, { kind, amount }) => sum + (kind === 'charge' ? amount : -amount), 0);
  }

  async requests(): Promise<z.output<typeof requestRow>[]> {
    return z.array(requestRow).parse(await this.#control('GET', 'requests'));
  }

  /** How often a job was sent, whatever became of it. */
  async submits(): Promise<number> {
    const isSubmit = (row: z.output<typeof requestRow>): boolean =>
      row.method === 'POST' && row.path === '/v1/jobs/submit';
    return (await this.requests()).filter(isSubmit).length;
  }

  /** Every file that was uploaded, as it arrived. */
  uploads(): Buffer[] {
    return filesIn(this.dir)
      .filter((file) => /upload/i.test(path.relative(this.dir, file)))
      .map((file) => fs.readFileSync(file));
  }

  async stop(): Promise<void> {
    running.delete(this);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await gone;
  }

  /** Over a connection of its own: a kept one may be closed by the service just when it is used again. */
  async #control(method: string, door: string, body?: unknown): Promise<unknown> {
    const request = http.request(`${this.url}/__control/${door}`, {
      method,
      agent: false,
      headers: { authorization: `Bearer ${CONTROL}`, 'content-type': 'application/json' },
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = await once(request, 'response');
    const said = await text(response);
    if (response.statusCode !== 200) throw new Error(said);
    return JSON.parse(said);
  }
}

/**
 * A free port that stays free while nobody listens on it: systems hand out higher ones to whoever asks for any, and
 * other specs start elsewhere.
 */
export async function ownPort(): Promise<number> {
  for (let port = 20_000 + ((process.pid * 7) % 10_000); ; port += 1) {
    const server = createServer();
    const isFree = new Promise<boolean>((resolve) => {
      server.once('listening', () => resolve(true)).once('error', () => resolve(false));
    });
    server.listen(port, '127.0.0.1');
    if (!(await isFree)) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/** All files below a folder. */
export function filesIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
