import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { classifySubmit } from '../../../main/core/provider/classify.ts';
import { type Connection, ProviderClient } from '../../../main/core/provider/client.ts';
import { type Answer, AUTHORITY, Front, head, SERVICE } from '../hostile/front.ts';
import { raw, say } from '../hostile/say.ts';

let front: Front;
const trusted = tls.getCACertificates('default');
beforeAll(async () => {
  tls.setDefaultCACertificates([AUTHORITY]);
  front = await Front.start('http://127.0.0.1:9');
});
afterAll(async () => {
  tls.setDefaultCACertificates(trusted);
  await front.stop();
});
beforeEach(() => {
  front.seen.length = 0;
  front.certificate = 'good';
  front.takeOver = null;
});

const through = (port: number): Partial<Connection> => ({
  proxy: async () => ({ HTTPS_PROXY: `http://127.0.0.1:${port}` }),
});

/** Sends once. @returns what it is taken for, and how often the point of no return was passed. */
async function send(connection: Partial<Connection> = through(front.port)) {
  let commits = 0;
  const client = new ProviderClient({ base: () => SERVICE, key: async () => 'pb_key', ...connection });
  const body = Buffer.from(JSON.stringify({ model: 'm', input: { prompt: 'p' } }));
  const result = await client.submit(body, 'send-1', () => {
    commits += 1;
  });
  return { type: classifySubmit(result).type, commits };
}

const impatient = (port: number): Partial<Connection> => ({
  ...through(port),
  patience: { paid: { connectMs: 200, silenceMs: 200, answerMs: 200 } },
});

/** A proxy that does this with every connection. */
async function proxy(meet: (socket: net.Socket) => void): Promise<{ port: number; stop: () => void }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', () => meet(socket));
  });
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  const address = server.address();
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: typeof address === 'object' && address ? address.port : 0, stop };
}

describe('before the last byte: not sent', () => {
  test('a name that does not exist', async () => {
    const { lookup } = dns;
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    try {
      // Stands in for the name service, and for nothing else.
      Object.assign(dns, {
        lookup: (_name: string, _options: unknown, done: (e: Error) => void) => done(unknown),
      });
      syncBuiltinESMExports();
      expect(await send({})).toEqual({ type: 'not-sent', commits: 0 });
    } finally {
      Object.assign(dns, { lookup });
      syncBuiltinESMExports();
    }
  });

  test.each(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'])('%s', async (code) => {
    const { connect } = net.Socket.prototype;
    try {
      // Stands in for the network behind the socket.
      net.Socket.prototype.connect = function (this: net.Socket) {
        process.nextTick(() => this.destroy(Object.assign(new Error(code), { code })));
        return this;
      };
      expect(await send()).toEqual({ type: 'not-sent', commits: 0 });
    } finally {
      net.Socket.prototype.connect = connect;
    }
  });

  test('nobody listens', async () => {
    const gone = await proxy(() => undefined);
    gone.stop();
    expect(await send({ base: () => `http://127.0.0.1:${gone.port}` })).toEqual({
      type: 'not-sent',
      commits: 0,
    });
  });

  test.each(['stranger', 'expired', 'other-host'] as const)(
    'a certificate that is wrong: %s',
    async (name) => {
      front.certificate = name;
      expect(await send()).toEqual({ type: 'not-sent', commits: 0 });
      expect(front.seen).toEqual([]);
    },
  );

  test.each<[string, (socket: net.Socket) => void]>([
    ['refuses', (socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')],
    ['breaks', (socket) => socket.resetAndDestroy()],
    ['is silent', () => undefined],
  ])('a proxy that %s', async (_name, meet) => {
    const { port, stop } = await proxy(meet);
    expect(await send(impatient(port))).toEqual({ type: 'not-sent', commits: 0 });
    stop();
  });

  test('a handshake that never ends', async () => {
    front.takeOver = () => undefined;
    expect(await send(impatient(front.port))).toEqual({ type: 'not-sent', commits: 0 });
  });
});

const own = (code: string) => ({ success: false, error: { code, message: 'no' }, requestId: 'req_1' });
const refusals = [400, 401, 402, 403, 404, 405, 413, 415, 422];
const cut = raw(`${head('200 OK', { 'content-length': 100 })}{"jobId":"job_1"`);

describe('after the last byte', () => {
  test.each<[string, Answer, string]>([
    ...refusals.map((status): [string, Answer, string] => [
      `${status} in its own words`,
      say(own('ANY'), { status }),
      'refused',
    ]),
    ['429 in its own words', say(own('CONCURRENT_JOBS_EXCEEDED'), { status: 429 }), 'not-sent'],
    ['503 of its queue', say(own('PUBSUB_PUBLISH_FAILED'), { status: 503 }), 'queue-failed'],
    ...[301, 302, 303, 307, 308].map((status): [string, Answer, string] => [
      `${status} to somewhere else`,
      say('', { status, headers: { location: 'https://evil.test/v1/jobs/submit' } }),
      'unknown',
    ]),
    ...[408, 409, 425, 500, 502, 503, 504].map((status): [string, Answer, string] => [
      `${status} in its own words`,
      say(own('INTERNAL_ERROR'), { status }),
      'unknown',
    ]),
    ['400 in a gateway’s words', say('<html>', { status: 400 }), 'unknown'],
    ['429 in a gateway’s words', say({ message: 'slow down' }, { status: 429 }), 'unknown'],
    ['200 without an id', say({ success: true, data: {} }), 'unknown'],
    ['200 in HTML', say('<html>'), 'unknown'],
    ['200 cut off', cut, 'unknown'],
    ['a reset', (wire) => wire.reset(), 'unknown'],
    ['an end without an answer', (wire) => wire.end(), 'unknown'],
    ['200 with an id', say({ jobId: 'job_1' }), 'accepted'],
    [
      '202 with an id, wrapped',
      say({ success: true, data: { jobId: 'job_1' } }, { status: 202 }),
      'accepted',
    ],
  ])('%s', async (_name, answer, type) => {
    front.script('submit', answer);
    expect(await send()).toEqual({ type, commits: 1 });
    expect(front.seen).toHaveLength(1);
    expect([...front.hosts]).toEqual(['api.muvi.video:443']);
    const { headers, body } = front.seen[0] ?? { headers: {}, body: '' };
    expect(headers).toMatchObject({ 'idempotency-key': 'send-1', 'content-length': String(body.length) });
    expect(headers).not.toHaveProperty('transfer-encoding');
  });

  test('silence', async () => {
    front.script('submit', () => undefined);
    expect(
      await send({
        ...impatient(front.port),
        patience: { paid: { connectMs: 20_000, silenceMs: 200, answerMs: 200 } },
      }),
    ).toEqual({
      type: 'unknown',
      commits: 1,
    });
    expect(front.seen).toHaveLength(1);
  });
});
