import { once } from 'node:events';
import http from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod/mini';

const job = z.object({ model: z.string(), input: z.record(z.string(), z.unknown()) });

/** Stands between the app and a service, hands everything on unchanged, and keeps what jobs are sent with. */
export class Wiretap {
  readonly #server: http.Server;
  /** The body of each submit, oldest first. */
  readonly jobs: z.output<typeof job>[] = [];

  private constructor(target: string) {
    this.#server = http.createServer((request, response) => void this.#handOn(target, request, response));
  }

  /** @param target the service's address. */
  static async start(target: string): Promise<Wiretap> {
    const tap = new Wiretap(target);
    tap.#server.listen(0, '127.0.0.1');
    await once(tap.#server, 'listening');
    return tap;
  }

  /** Where the app is sent instead. */
  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  async #handOn(target: string, from: http.IncomingMessage, to: http.ServerResponse): Promise<void> {
    const body = await buffer(from);
    if (from.method === 'POST' && from.url?.endsWith('/jobs/submit'))
      this.jobs.push(job.parse(JSON.parse(body.toString('utf8'))));
    const { host: _host, ...headers } = from.headers;
    const request = http.request(new URL(from.url ?? '/', target), { method: from.method, headers });
    request.end(body);
    const [answer] = await once(request, 'response');
    to.writeHead(answer.statusCode, answer.headers);
    answer.pipe(to);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
