import http from 'node:http';
import https from 'node:https';

/** System proxy in the form Node's agents take it (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`); empty: direct. */
export type ProxyEnv = Readonly<Record<string, string>>;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly signal?: AbortSignal;
  readonly proxy?: ProxyEnv | undefined;
  /** From start to end, in milliseconds; none for transfers, which may take as long as bytes flow. */
  readonly deadlineMs?: number;
  /** Called with the bytes handed to the socket so far. */
  readonly onSent?: (bytes: number) => void;
}

/** Answers larger than this are hostile: a list page of 100 jobs is about 30 kB. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const CONNECT_MS = 15_000;
const SILENCE_MS = 60_000;
const PIECE = 64 * 1024;

/** http for the loopback service only; everything else must be https. */
export function moduleFor(url: URL): typeof http | typeof https {
  if (url.protocol === 'https:') return https;
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return http;
  throw new TypeError(`refused address: ${url.protocol}//${url.hostname}`);
}

export const isLoopback = (host: string): boolean =>
  host === '127.0.0.1' || host === 'localhost' || host === '[::1]';

/** A connection of its own, closed afterwards: nothing is ever sent again behind our back. */
export function freshAgent(url: URL, proxy: ProxyEnv | undefined): http.Agent {
  const options = {
    keepAlive: false,
    ...(proxy && !isLoopback(url.hostname) ? { proxyEnv: { ...proxy } } : {}),
  };
  return url.protocol === 'https:'
    ? new https.Agent({ ...options, maxCachedSessions: 0 })
    : new http.Agent(options);
}

/** Reads an answer whole. @throws Error when it is cut off or larger than any honest answer. */
export async function readAnswer(response: http.IncomingMessage): Promise<HttpAnswer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > MAX_ANSWER_BYTES) {
      response.destroy();
      throw new Error('the answer is too large');
    }
    pieces.push(piece);
  }
  if (!response.complete) throw new Error('the answer was cut off');
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) };
}

/**
 * One request, one answer, no redirects followed, no retry. For everything that costs nothing when repeated;
 * the paid request has a transport of its own.
 * @throws Error on any network failure, silence of 60 s or a broken answer.
 */
export function request(options: HttpRequest): Promise<HttpAnswer> {
  const url = new URL(options.url);
  const module = moduleFor(url);
  return new Promise((resolve, reject) => {
    const outgoing = module.request(url, {
      method: options.method,
      agent: freshAgent(url, options.proxy),
      headers: {
        'accept-encoding': 'identity',
        ...options.headers,
        ...(options.body ? { 'content-length': String(options.body.length) } : {}),
      },
      ...(options.signal ? { signal: options.signal } : {}),
    });
    const connecting = setTimeout(() => outgoing.destroy(new Error('no connection in 15 s')), CONNECT_MS);
    outgoing.on('socket', (socket) => {
      if (socket.connecting)
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
      else clearTimeout(connecting);
    });
    const deadline =
      options.deadlineMs === undefined
        ? undefined
        : setTimeout(() => outgoing.destroy(new Error('no whole answer in time')), options.deadlineMs);
    outgoing.on('close', () => {
      clearTimeout(connecting);
      clearTimeout(deadline);
    });
    outgoing.setTimeout(SILENCE_MS, () => outgoing.destroy(new Error('no answer in 60 s')));
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      clearTimeout(connecting);
      readAnswer(response).then(resolve, reject);
    });
    void sendBody(outgoing, options.body, options.onSent);
  });
}

async function sendBody(
  outgoing: http.ClientRequest,
  body: Buffer | undefined,
  onSent: ((bytes: number) => void) | undefined,
): Promise<void> {
  for (let at = 0; body && at < body.length && !outgoing.destroyed; at += PIECE) {
    const piece = body.subarray(at, at + PIECE);
    const room = outgoing.write(piece);
    onSent?.(at + piece.length);
    if (!room) await new Promise<void>((go) => outgoing.once('drain', go).once('close', go));
  }
  if (!outgoing.destroyed) outgoing.end();
}
