import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import type { Fault } from '../../../main/practice/faults.ts';

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
const FOR_EVER = 1_000_000;

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
      if (parsed?.success) return new Service(parsed.data.url, parsed.data.key, dir, child);
    }
    throw new Error('the service did not start');
  }

  /** What the app must be started with to use this service. */
  get env(): Record<string, string> {
    return { KINORA_API_URL: this.url, KINORA_API_KEY: this.key };
  }

  async fault(fault: Fault): Promise<void> {
    const answer = await this.#control('faults', { method: 'POST', body: JSON.stringify(fault) });
    if (!answer.ok) throw new Error(await answer.text());
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

  async clearFaults(): Promise<void> {
    await this.#control('faults', { method: 'DELETE' });
  }

  async charges(): Promise<number[]> {
    const rows = z.array(ledgerRow).parse(await (await this.#control('ledger')).json());
    return rows.filter(({ kind }) => kind === 'charge').map(({ amount }) => amount);
  }

  async requests(): Promise<z.output<typeof requestRow>[]> {
    return z.array(requestRow).parse(await (await this.#control('requests')).json());
  }

  /** Every file that was uploaded, as it arrived. */
  uploads(): Buffer[] {
    return filesIn(this.dir)
      .filter((file) => /upload/i.test(path.relative(this.dir, file)))
      .map((file) => fs.readFileSync(file));
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await gone;
  }

  #control(door: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}/__control/${door}`, {
      ...init,
      headers: { authorization: `Bearer ${CONTROL}`, 'content-type': 'application/json' },
    });
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
