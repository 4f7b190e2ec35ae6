import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { clipBytes } from './clip-bytes.ts';

/**
 * A process of its own, so that it takes no time from the one that is measured: sends clips as fast as the line takes
 * them (`GET /<secret>/<bytes>/<number>.mp4`), takes what is put (`PUT /<secret>/in`) and says afterwards what it was
 * (`GET /<secret>/in`). Only who knows the secret is answered, so that nobody measures another server by mistake.
 */
const [secret = ''] = process.argv.slice(2);
let received: Buffer[] = [];

const server = http.createServer((request, response) => {
  const [, word, what = '', name = ''] = (request.url ?? '').split('/');
  if (word !== secret) response.writeHead(404).end();
  else if (request.method === 'PUT') take(request, response);
  else if (what === 'in') response.end(sumUp());
  else void send(response, Number(what), Number.parseInt(name, 10));
});
// A port that is taken ends it.
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());

async function send(response: http.ServerResponse, bytes: number, number: number): Promise<void> {
  response.writeHead(200, {
    'content-type': 'video/mp4',
    'content-length': bytes,
    etag: `"${bytes}-${number}"`,
  });
  for (const piece of clipBytes(bytes, number)) {
    if (response.destroyed) return;
    if (!response.write(piece)) await new Promise((go) => response.once('drain', go));
  }
  response.end();
}

/** Kept as it comes and summed up later: hashing would hold up the sender. */
function take(request: http.IncomingMessage, response: http.ServerResponse): void {
  received = [];
  request.on('data', (piece: Buffer) => received.push(piece));
  request.on('end', () => response.end());
}

function sumUp(): string {
  const hash = createHash('sha256');
  for (const piece of received) hash.update(piece);
  received = [];
  return hash.digest('hex');
}
