import { type Answer, head } from './front.ts';

export interface How {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** The service has done what it was asked for before this is said in its place. */
  readonly effect?: boolean;
}

/** An ordinary HTTP answer with this body; objects become JSON. */
export function say(body: unknown, { status = 200, headers = {}, effect = false }: How = {}): Answer {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return async (wire) => {
    if (effect) await wire.pass();
    const type = { 'content-type': 'application/json' };
    await wire.write(head(`${status} Said`, { ...type, 'content-length': bytes.length, ...headers }));
    await wire.write(bytes);
    wire.end();
  };
}

export type Fields = Record<string, unknown>;

/** The service's own answer with its payload changed, and then its text. A list is always its first page. */
export function twist(
  change: (payload: Fields) => unknown,
  text: (json: string) => string | Buffer = (json) => json,
): Answer {
  return async (wire, seen) => {
    const { status, headers, body } = await wire.pass({ path: seen.path.replace(/&cursor=[^&]*/, '') });
    const { data, ...rest }: { data: Fields } & Fields = JSON.parse(body.toString('utf8'));
    await say(text(JSON.stringify({ ...rest, data: change(data) })), { status, headers })(wire, seen);
  };
}

/** Bytes as they are, then the end of the connection. */
export function raw(bytes: string | Buffer, effect = false): Answer {
  return async (wire) => {
    if (effect) await wire.pass();
    await wire.write(bytes);
    wire.end();
  };
}

/**
 * Writes `first` and then `piece` again and again until the app has gone, or `most` bytes have left.
 * @returns `left`: how many it was, once that is over.
 */
export function pour(first: string, piece: Buffer, most: number) {
  const { promise: left, resolve } = Promise.withResolvers<number>();
  const answer: Answer = async (wire) => {
    let bytes = 0;
    await wire.write(first);
    while (bytes < most && (await wire.write(piece))) bytes += piece.length;
    wire.end();
    resolve(bytes);
  };
  return { answer, left };
}
