import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';

/** System proxy in the form Node's agents take it (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`); empty: direct. */
export type ProxyEnv = Readonly<Record<string, string>>;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A body that is read while it is sent. Its pieces add up to `length` bytes, or end in an error and the request with them. */
export interface ReadBody {
  readonly length: number;
  pieces(): AsyncGenerator<Buffer, void, void>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | ReadBody;
  readonly signal?: AbortSignal;
  readonly proxy?: ProxyEnv | undefined;
  /** How names are looked up on a direct connection; none: the system's way. */
  readonly lookup?: LookupFunction | undefined;
  readonly patience: Patience;
  /** Called with the bytes handed to the socket so far. */
  readonly onSent?: (bytes: number) => void;
}

/** How long a request may take, in milliseconds. */
export interface Patience {
  /** Until a connection stands. */
  readonly connectMs: number;
  /** Without a byte in either direction. */
  readonly silenceMs: number;
  /** From the body's last byte to the whole answer: a trickle is no silence, and would hold a job for ever. */
  readonly answerMs: number;
}

/** Answers larger than this are hostile: a list page of 100 jobs is about 30 kB. */
const MAX_ANSWER_BYTES = 6 * 1024 * 1024;
/** A service may say "wait" (1xx) a few times before it answers. */
const MAX_INTERIM_ANSWERS = 20;
/** A body is handed over in pieces: small ones on a slow line, so that progress shows, large ones on a fast one. */
const PIECE = { least: 64 * 1024, most: 2 * 1024 * 1024 };
/** A line that takes a piece in less is fast. */
const FAST_MS = 50;

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

/** Ends a request that is put off with interim answers (1xx) without end. */
export function limitInterimAnswers(outgoing: http.ClientRequest): void {
  let count = 0;
  outgoing.on('information', () => {
    count += 1;
    if (count > MAX_INTERIM_ANSWERS) outgoing.destroy(new Error('nothing but interim answers'));
  });
}

/** Reads an answer whole. @throws Error when it is cut off, encoded, or larger than any honest answer. */
export async function readAnswer(response: http.IncomingMessage): Promise<HttpAnswer> {
  const pieces: Buffer[] = [];
  let size = 0;
  // Nothing but `identity` was asked for; a small encoded body may hold any amount.
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') throw new Error('the answer came encoded');
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
 * @throws Error on any network failure, lost patience or a broken answer.
 */
export function request(options: HttpRequest): Promise<HttpAnswer> {
  const url = new URL(options.url);
  const module = moduleFor(url);
  const { connectMs, silenceMs, answerMs } = options.patience;
  return new Promise((resolve, reject) => {
    const outgoing = module.request(url, {
      method: options.method,
      agent: freshAgent(url, options.proxy),
      headers: {
        'accept-encoding': 'identity',
        ...options.headers,
        ...(options.body ? { 'content-length': String(options.body.length) } : {}),
      },
      ...(options.lookup ? { lookup: options.lookup } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    const within = (ms: number, words: string): NodeJS.Timeout =>
      setTimeout(() => outgoing.destroy(new Error(words)), ms);
    const connecting = within(connectMs, 'no connection in time');
    let answering: NodeJS.Timeout | undefined;
    let answered = false;
    outgoing.on('socket', (socket) => {
      if (socket.connecting)
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
      else clearTimeout(connecting);
    });
    outgoing.on('finish', () => {
      answering = within(answerMs, 'no whole answer in time');
    });
    outgoing.setTimeout(silenceMs, () => outgoing.destroy(new Error('no answer in time')));
    limitInterimAnswers(outgoing);
    const fail = (error: Error): void => {
      outgoing.destroy();
      reject(error);
    };
    outgoing.on('error', fail);
    outgoing.on('close', () => {
      clearTimeout(connecting);
      clearTimeout(answering);
      if (!answered) fail(new Error('the connection closed'));
    });
    outgoing.on('response', (response) => {
      answered = true;
      readAnswer(response).then(resolve, fail);
    });
    sendBody(outgoing, options.body, options.onSent).catch(fail);
  });
}

async function sendBody(
  outgoing: http.ClientRequest,
  body: Buffer | ReadBody | undefined,
  onSent: ((bytes: number) => void) | undefined,
): Promise<void> {
  let goOn = (): void => undefined;
  outgoing.on('drain', () => goOn()).on('close', () => goOn());
  let size = PIECE.least;
  let sent = 0;
  const put = async (bytes: Buffer): Promise<void> => {
    for (let at = 0; at < bytes.length && !outgoing.destroyed; ) {
      const piece = bytes.subarray(at, at + size);
      const began = performance.now();
      const room = outgoing.write(piece);
      at += piece.length;
      sent += piece.length;
      onSent?.(sent);
      if (room) continue;
      await new Promise<void>((go) => {
        goOn = go;
      });
      const isFast = performance.now() - began < FAST_MS;
      size = isFast ? Math.min(size * 2, PIECE.most) : Math.max(size / 2, PIECE.least);
    }
  };
  if (body instanceof Uint8Array) await put(body);
  else if (body) await putPieces(outgoing, body.pieces(), put);
  if (!outgoing.destroyed) outgoing.end();
}

/** The next piece is made ready while one is on its way. */
async function putPieces(
  outgoing: http.ClientRequest,
  pieces: AsyncGenerator<Buffer, void, void>,
  put: (piece: Buffer) => Promise<void>,
): Promise<void> {
  for (let next = await pieces.next(); next.done !== true && !outgoing.destroyed; ) {
    const after = pieces.next();
    after.catch(() => undefined);
    await put(next.value);
    next = await after;
  }
}
