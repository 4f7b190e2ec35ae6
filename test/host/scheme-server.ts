/** A loopback HTTP server that hands Chromium's requests to the handler of the app's scheme. */
import { createHash } from 'node:crypto';
import http from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';
import { fromChromium, handlerOf, keepsCode, policyForChromium, toChromium } from './schemes.ts';

/**
 * Chromium keeps an open-ended answer to a media element half read, and HTTP/1.1 allows six connections per host:
 * bounded pieces keep the seventh video from waiting for ever.
 */
const mediaPiece = 1 << 20;
const cookieName = 'browser-host';

export interface SchemeServer {
  readonly port: number;
  readonly cookieName: string;
  close(): void;
}

/** Headers between Chromium and this server that no handler gets in Electron. */
const HOST_ONLY = new Set(['host', 'connection', 'cookie', 'if-none-match']);

/** The request as the app's handler would get it from Electron. */
function toRequest(incoming: http.IncomingMessage, url: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (HOST_ONLY.has(name) || value === undefined) continue;
    const text = Array.isArray(value) ? value.join(', ') : value;
    headers.set(name, name === 'origin' || name === 'referer' ? fromChromium(text) : text);
  }
  const method = incoming.method ?? 'GET';
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
  const init = { method, headers, signal, body: Readable.toWeb(incoming), duplex: 'half' };
  // Node's Request takes a web stream of node:stream/web; the DOM types name another one.
  return new Request(url, init as unknown as RequestInit);
}

/** The first bytes of a stream; the rest is cancelled. */
function firstBytes(stream: ReadableStream<Uint8Array>, count: number): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let left = count;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) return controller.close();
      const part = value.subarray(0, left);
      left -= part.length;
      controller.enqueue(part);
      if (left > 0) return;
      controller.close();
      await reader.cancel();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** Answers a range with at most one piece of it. */
export function cutMediaRange(headers: Headers, limit = mediaPiece): number | undefined {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '');
  if (!match) return undefined;
  const [first, last] = [Number(match[1]), Number(match[2])];
  if (last - first < limit) return undefined;
  headers.set('content-range', `bytes ${first}-${first + limit - 1}/${match[3]}`);
  headers.set('content-length', String(limit));
  return limit;
}

/**
 * A script of a scheme with `codeCache`, of which Chromium keeps what it has compiled: from its third load on it is
 * compiled no more (Electron's pull request 40544). For http Chromium does so only with what lies in its cache, so the
 * script goes there. Its handler is asked each time all the same, as Electron's is; only the bytes of a script that has
 * not changed do not go to Chromium once more.
 */
async function answerScript(
  response: Response,
  headers: Headers,
  known: string | undefined,
  outgoing: http.ServerResponse,
): Promise<void> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  headers.set('cache-control', 'no-cache');
  headers.set('etag', etag);
  const isSame = known === etag;
  headers.set('content-length', String(isSame ? 0 : bytes.length));
  outgoing.writeHead(isSame ? 304 : 200, Object.fromEntries(headers)).end(isSame ? undefined : bytes);
}

async function answer(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
  const url = fromChromium(`http://${incoming.headers.host ?? ''}${incoming.url ?? '/'}`);
  const scheme = url.slice(0, url.indexOf(':'));
  const handler = handlerOf(scheme);
  if (!handler) {
    outgoing.writeHead(404).end(`browser host: nothing handles ${url}`);
    return;
  }
  const aborter = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) aborter.abort();
  });
  const response = await handler(toRequest(incoming, url, aborter.signal));
  const headers = new Headers(response.headers);
  for (const name of ['content-security-policy', 'content-security-policy-report-only']) {
    const policy = headers.get(name);
    if (policy !== null) headers.set(name, policyForChromium(policy));
  }
  const allowed = headers.get('access-control-allow-origin');
  if (allowed !== null) headers.set('access-control-allow-origin', toChromium(allowed));
  const destination = String(incoming.headers['sec-fetch-dest'] ?? '');
  if (keepsCode(scheme) && destination === 'script' && response.status === 200)
    return answerScript(response, headers, incoming.headers['if-none-match'], outgoing);
  // Electron keeps custom schemes out of the HTTP cache, whatever the app's headers allow.
  headers.set('cache-control', 'no-store');

  const isMedia = /^(?:video|audio)$/.test(destination);
  const limit = isMedia && response.status === 206 ? cutMediaRange(headers) : undefined;
  outgoing.writeHead(response.status, Object.fromEntries(headers));
  if (!response.body || incoming.method === 'HEAD') {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  // The same stream again under Node's own type.
  const body = response.body as unknown as ReadableStream<Uint8Array>;
  await pipeline(Readable.fromWeb(limit === undefined ? body : firstBytes(body, limit)), outgoing);
}

function isAbort(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE');
}

/** Starts the server. Only requests that carry the cookie with this token are answered. */
export async function startSchemeServer(token: string): Promise<SchemeServer> {
  const expected = `${cookieName}=${token}`;
  const server = http.createServer((incoming, outgoing) => {
    const cookies = (incoming.headers.cookie ?? '').split('; ');
    if (!cookies.includes(expected)) {
      outgoing.writeHead(403).end();
      return;
    }
    answer(incoming, outgoing).catch((error: unknown) => {
      if (!isAbort(error))
        console.error(`browser host: the handler failed for ${incoming.url ?? ''}:`, error);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500).end();
    });
  });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('browser host: no loopback port');
  return {
    port: address.port,
    cookieName,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
