import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { findRoute, type RouteName } from '../../../main/practice/routes.ts';

export const pem = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, 'certificates', `${name}.pem`), 'utf8');

/** Vouches for every certificate here but `stranger`. */
export const AUTHORITY = pem('authority');
export type CertificateName = 'good' | 'expired' | 'other-host' | 'stranger';
/** Where the service is, as far as the app knows. */
export const SERVICE = 'https://api.muvi.video';

/** A request as it arrived. */
export interface Seen {
  readonly host: string;
  readonly route: RouteName | null;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer of the real service behind the front. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The app's end of one connection, and the real service at its back. */
export interface Wire {
  /** Waits while the app does not read; false once it has gone. */
  write(bytes: string | Buffer): Promise<boolean>;
  end(): void;
  reset(): void;
  /** Lets the service answer, with all that follows from it there; the app hears nothing of that. */
  pass(instead?: Partial<Seen>): Promise<Reply>;
}

/** Answers one request, in whatever way. */
export type Answer = (wire: Wire, seen: Seen) => void | Promise<void>;

/** Status line and headers, ending with an empty line. */
export function head(status: string, headers: Readonly<Record<string, string | number>> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status}`, ...lines, '', ''].join('\r\n');
}

interface Script {
  readonly answer: Answer;
  left: number;
}

/**
 * A system proxy on 127.0.0.1 behind which lies every host of the world: it notes where the app wants to go, and
 * answers for all of them over TLS, byte by byte as scripted, or with the practice service's own answer.
 */
export class Front {
  readonly seen: Seen[] = [];
  /** `host:port` of every connection that was asked for. */
  readonly hosts = new Set<string>();
  certificate: CertificateName = 'good';
  /** Replaces TLS and everything above it. */
  takeOver: ((socket: net.Socket) => void) | null = null;
  readonly #server = net.createServer((socket) => this.#connect(socket));
  readonly #sockets = new Set<net.Socket>();
  readonly #scripts = new Map<RouteName, Script[]>();
  readonly #service: string;

  /** @param service the practice service's own address. */
  private constructor(service: string) {
    this.#service = service;
  }

  static async start(service: string): Promise<Front> {
    const front = new Front(service);
    front.#server.listen(0, '127.0.0.1');
    await once(front.#server, 'listening');
    return front;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  /** The next `times` requests of this route are answered so, after those scripted before. */
  script(route: RouteName, answer: Answer, times = 1): void {
    const scripts = this.#scripts.get(route) ?? [];
    scripts.push({ answer, left: times });
    this.#scripts.set(route, scripts);
  }

  /** Everything is answered by the service again. */
  clear(): void {
    this.#scripts.clear();
  }

  requests(route: RouteName): Seen[] {
    return this.seen.filter((seen) => seen.route === route);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #connect(socket: net.Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    let asked = '';
    const onData = (data: Buffer): void => {
      asked += data.toString('latin1');
      if (!asked.includes('\r\n\r\n')) return;
      socket.off('data', onData);
      const target = /^CONNECT (\S+) /.exec(asked)?.[1] ?? asked;
      this.hosts.add(target);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      if (this.takeOver) {
        this.takeOver(socket);
        return;
      }
      const certificate = pem(this.certificate);
      const secure = new tls.TLSSocket(socket, {
        isServer: true,
        key: certificate,
        cert: certificate,
      });
      secure.on('error', () => socket.destroy());
      this.#serve(secure, target.replace(/:\d+$/, ''));
    };
    socket.on('data', onData);
  }

  #serve(socket: tls.TLSSocket, host: string): void {
    let received = Buffer.alloc(0);
    let request: ReturnType<typeof parseHead> | null = null;
    const onData = (data: Buffer): void => {
      received = Buffer.concat([received, data]);
      request ??= parseHead(received);
      if (request === null || received.length < request.end) return;
      socket.off('data', onData).resume();
      const { method, path: target, headers } = request;
      const route = findRoute(method, new URL(target, SERVICE).pathname)?.name ?? null;
      const body = received.subarray(request.start, request.end);
      const seen: Seen = { host, route, method, path: target, headers, body };
      this.seen.push(seen);
      void this.#answer(
        wireTo(socket, (instead) => this.#pass({ ...seen, ...instead })),
        seen,
      );
    };
    socket.on('data', onData);
  }

  async #answer(wire: Wire, seen: Seen): Promise<void> {
    const script = this.#scripts.get(seen.route ?? 'file')?.find(({ left }) => left > 0);
    if (seen.route !== null && script) {
      script.left -= 1;
      return script.answer(wire, seen);
    }
    const { status, headers, body } = await wire.pass();
    await wire.write(head(`${status} Passed`, { ...headers, 'content-length': body.length }));
    await wire.write(body);
    wire.end();
  }

  /** The service's own answer; its addresses lead through here. */
  async #pass({ method, path: target, headers, body }: Seen): Promise<Reply> {
    const url = new URL(target, this.#service);
    const own = withAddress(body, headers, SERVICE, this.#service);
    const { host, connection, ...rest } = headers;
    const outgoing = http.request(url, {
      method,
      agent: false,
      headers: { ...rest, ...(own.length > 0 ? { 'content-length': own.length } : {}) },
    });
    outgoing.end(own);
    const [response]: http.IncomingMessage[] = await once(outgoing, 'response');
    if (!response) throw new Error('no response');
    const pieces: Buffer[] = [];
    for await (const piece of response as AsyncIterable<Buffer>) pieces.push(piece);
    const given: Record<string, string> = {};
    for (const [name, value] of Object.entries(response.headers))
      if (typeof value === 'string' && !DROPPED.includes(name)) given[name] = value;
    const answer = withAddress(Buffer.concat(pieces), given, this.#service, SERVICE);
    return { status: response.statusCode ?? 0, headers: given, body: answer };
  }
}

/** Not passed on: what is about the connection, and a clock of whole seconds in tests that take less. */
const DROPPED = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date'];

function withAddress(
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  from: string,
  to: string,
): Buffer {
  if (!headers['content-type']?.includes('json')) return body;
  return Buffer.from(body.toString('utf8').replaceAll(from, to));
}

function wireTo(socket: tls.TLSSocket, pass: Wire['pass']): Wire {
  return {
    write: async (bytes) => {
      if (socket.destroyed) return false;
      if (!socket.write(bytes)) {
        const { promise, resolve } = Promise.withResolvers<void>();
        socket.once('drain', resolve).once('close', resolve);
        await promise;
        socket.off('drain', resolve).off('close', resolve);
      }
      return !socket.destroyed;
    },
    end: () => void socket.end(),
    reset: () => void socket.destroy(),
    pass,
  };
}

function parseHead(received: Buffer) {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [request = '', ...lines] = received.toString('latin1', 0, end).split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const [method = '', target = ''] = request.split(' ');
  const start = end + 4;
  return { method, path: target, headers, start, end: start + Number(headers['content-length'] ?? 0) };
}
