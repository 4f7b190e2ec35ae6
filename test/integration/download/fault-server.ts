import { once } from 'node:events';
import net from 'node:net';

/** A request as the server saw it. */
export interface Seen {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** First byte asked for; 0 without a range. */
  readonly from: number;
  /** How often this path has been asked for, this time included. */
  readonly nth: number;
}

/** What the server does with one request: a raw answer, and how its connection ends. */
export interface Answer {
  readonly head: string;
  readonly body?: Buffer;
  /** Bytes of the body that are sent before `end` happens; default all. */
  readonly cutAt?: number;
  /** fin and rst close; stall sends nothing more. */
  readonly end?: 'fin' | 'rst' | 'stall';
  /** Size of the pieces that the body is written in. */
  readonly slice?: number;
  /** Milliseconds between pieces. */
  readonly pause?: number;
  /** The reader's bytes on disk: never more than `AHEAD_BYTES` beyond them are under way. */
  readonly taken?: () => number;
}

/** More than the downloader writes at once, or it would wait for more while the server waits for it. */
export const AHEAD_BYTES = 1.5 * 1024 * 1024;

export const ETAG = '"v1"';

/** The answer of a well-behaved server that knows ranges. */
export function goodAnswer(file: Buffer, seen: Seen, etag = ETAG): Answer {
  const matches = seen.headers['if-range'] === etag;
  if (!matches || seen.headers['range'] === undefined)
    return { head: head('200 OK', { 'Content-Length': file.length, ETag: etag }), body: file };
  if (seen.from >= file.length)
    return {
      head: head('416 Range Not Satisfiable', {
        'Content-Range': `bytes */${file.length}`,
        'Content-Length': 0,
      }),
    };
  const body = file.subarray(seen.from);
  const range = `bytes ${seen.from}-${file.length - 1}/${file.length}`;
  return {
    head: head('206 Partial Content', { 'Content-Length': body.length, 'Content-Range': range, ETag: etag }),
    body,
  };
}

/** The file's byte that an answer's body begins with. */
export const firstByte = (answer: Answer, seen: Seen): number =>
  answer.head.startsWith('HTTP/1.1 206') ? seen.from : 0;

/** Status line and headers, ending with an empty line. */
export function head(status: string, headers: Readonly<Record<string, string | number>> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status}`, ...lines, '', ''].join('\r\n');
}

/** A server on 127.0.0.1 that answers byte by byte as it is told to. */
export class FaultServer {
  readonly seen: Seen[] = [];
  /** Body bytes written in all. */
  sent = 0;
  /** Answers that fell silent in all. */
  stalls = 0;
  answer: (seen: Seen, count: number) => Answer;
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  readonly #asked = new Map<string, number>();

  private constructor(answer: FaultServer['answer']) {
    this.answer = answer;
    this.#server = net.createServer((socket) => this.#serve(socket));
  }

  static async start(answer: FaultServer['answer']): Promise<FaultServer> {
    const server = new FaultServer(answer);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}/clip.mp4`;
  }

  reset(answer: FaultServer['answer']): void {
    this.seen.length = 0;
    this.#asked.clear();
    this.sent = 0;
    this.answer = answer;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket: net.Socket): void {
    let received = '';
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (data) => {
      received += data.toString('latin1');
      if (!received.includes('\r\n\r\n')) return;
      const request = parse(received);
      received = '';
      const nth = (this.#asked.get(request.path) ?? 0) + 1;
      this.#asked.set(request.path, nth);
      const seen = { ...request, nth };
      this.seen.push(seen);
      void this.#send(socket, this.answer(seen, this.seen.length), seen);
    });
  }

  async #send(socket: net.Socket, answer: Answer, seen: Seen): Promise<void> {
    const body = (answer.body ?? Buffer.alloc(0)).subarray(0, answer.cutAt);
    socket.write(answer.head);
    const slice = answer.slice ?? Math.max(1, body.length);
    for (let at = 0; at < body.length && !socket.destroyed; at += slice) {
      const piece = body.subarray(at, at + slice);
      while (
        answer.taken &&
        firstByte(answer, seen) + at + piece.length > answer.taken() + AHEAD_BYTES &&
        !socket.destroyed
      )
        await new Promise((resolve) => setTimeout(resolve, 1));
      this.sent += piece.length;
      if (!socket.write(piece))
        await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined);
      if (answer.pause) await new Promise((resolve) => setTimeout(resolve, answer.pause));
    }
    if (answer.end === 'stall') this.stalls += 1;
    if (answer.end === 'fin') socket.end();
    if (answer.end === 'rst') {
      // What is still in the socket's buffer would be thrown away with a reset; let it arrive first.
      await new Promise((resolve) => setImmediate(resolve));
      socket.resetAndDestroy();
    }
  }
}

function parse(text: string): Omit<Seen, 'nth'> {
  const [request = '', ...lines] = text.split('\r\n\r\n')[0]?.split('\r\n') ?? [];
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const from = Number(/^bytes=(\d+)-$/.exec(headers['range'] ?? '')?.[1] ?? 0);
  return { path: request.split(' ')[1] ?? '', headers, from };
}
