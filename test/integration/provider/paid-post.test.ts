import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type connect, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { paidPost } from '../../../main/core/provider/paid-post.ts';

const BODY = Buffer.from(JSON.stringify({ model: 'm', input: { prompt: 'p'.repeat(200_000) } }));
let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(listener: Listener): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const made = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  server = made;
  await new Promise<void>((go) => made.listen(0, '127.0.0.1', go));
  const address = made.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/v1/jobs/submit`, requests: () => requests };
}

const send = (url: string, commit: () => void = () => undefined, answerMs = 2000) =>
  paidPost({ url, headers: { authorization: 'Bearer k' }, body: BODY, commit, connectMs: 1000, answerMs });

describe('the paid POST', () => {
  it('holds the last byte back until the commit record is written', async () => {
    let before = -1;
    let received = 0;
    const { url } = await serve((request, response) => {
      request.on('data', (piece: Buffer) => {
        received += piece.length;
      });
      request.on('end', () => response.end('{"jobId":"a"}'));
    });
    const result = await send(url, () => {
      // A synchronous wait, as a slow disk would be: the server must not get the byte meanwhile.
      const end = Date.now() + 50;
      while (Date.now() < end);
      before = received;
    });
    expect(before).toBeLessThan(BODY.length);
    expect(received).toBe(BODY.length);
    expect(result).toMatchObject({ type: 'answered', complete: true });
  });

  it('sends nothing more when the commit record cannot be written', async () => {
    let ended = false;
    const { url } = await serve((request, response) => {
      request.resume().on('end', () => {
        ended = true;
        response.end('{"jobId":"a"}');
      });
      request.on('error', () => undefined);
    });
    const result = await send(url, () => {
      throw new Error('disk full');
    });
    await new Promise((go) => setTimeout(go, 100));
    expect(result).toEqual({ type: 'not-sent', cause: 'disk full' });
    expect(ended).toBe(false);
  });

  it('takes an answer before the last byte as final and does not send the byte', async () => {
    let committed = false;
    const { url } = await serve((_request, response) => {
      response.writeHead(401, { connection: 'close' }).end('{}');
    });
    const result = await send(url, () => {
      committed = true;
    });
    if (committed) expect(result).toMatchObject({ type: 'answered' });
    else expect(result).toMatchObject({ type: 'answered', complete: false });
  });

  it.each([
    ['while the body is on its way', 'first-byte', 'not-sent'],
    ['after the whole body', 'end', 'lost'],
  ] as const)('tells a reset %s', async (_name, when, type) => {
    const { url, requests } = await serve((request) => {
      request.on('error', () => undefined);
      if (when === 'first-byte') request.socket.resetAndDestroy();
      else request.resume().on('end', () => request.socket.resetAndDestroy());
    });
    let commits = 0;
    const result = await send(url, () => {
      commits += 1;
    });
    // A reset that arrives after the commit can only be "lost": the byte may have left.
    expect(result.type).toBe(commits === 0 ? 'not-sent' : 'lost');
    if (when === 'end') expect(result.type).toBe(type);
    expect(requests()).toBe(1);
  });

  it('gives up on a silent service without sending again', async () => {
    const { url, requests } = await serve((request) => request.resume());
    expect(await send(url, undefined, 200)).toEqual({ type: 'lost', cause: 'no answer' });
    expect(requests()).toBe(1);
  });

  it('takes half an answer for a lost one', async () => {
    const { url } = await serve((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"jobId":');
        setTimeout(() => response.destroy(), 20);
      });
    });
    expect(await send(url)).toMatchObject({ type: 'lost' });
  });

  it('says that nothing was sent when nobody listens', async () => {
    expect(await send('http://127.0.0.1:9/v1/jobs/submit')).toMatchObject({ type: 'not-sent' });
  });

  it('uses a connection of its own each time, never one that was used before', async () => {
    const ports = new Set<number | undefined>();
    const { url } = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      request.resume().on('end', () => response.end('{"jobId":"a"}'));
    });
    for (let n = 0; n < 5; n += 1) await send(url);
    expect(ports.size).toBe(5);
  });

  it('commits nothing while a connection is accepted but never reads', async () => {
    const sockets = new Set<ReturnType<typeof connect>>();
    const deaf = createTcpServer({ pauseOnConnect: true }, (socket) => sockets.add(socket));
    await new Promise<void>((go) => deaf.listen(0, '127.0.0.1', go));
    const address = deaf.address();
    if (typeof address !== 'object' || !address) throw new Error('no port');
    let commits = 0;
    const result = await paidPost({
      url: `http://127.0.0.1:${address.port}/`,
      headers: {},
      body: Buffer.alloc(16 * 1024 * 1024, 32),
      commit: () => {
        commits += 1;
      },
      connectMs: 300,
      answerMs: 2000,
    });
    for (const socket of sockets) socket.destroy();
    deaf.close();
    expect(result).toEqual({ type: 'not-sent', cause: 'no connection' });
    expect(commits).toBe(0);
  });

  it('refuses plain http to anywhere but this machine', async () => {
    expect(() =>
      paidPost({
        url: 'http://example.com/',
        headers: {},
        body: BODY,
        commit: () => undefined,
        connectMs: 1,
        answerMs: 1,
      }),
    ).toThrow('refused address');
  });
});
