import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guardedLookup, isPrivateAddress } from '../../../main/core/address.ts';
import { downloadFile } from '../../../main/core/download/download-file.ts';
import { systemClock } from '../../../main/core/system.ts';
import { fixture } from './clips.ts';

const openssl = ['/usr/bin/openssl', '/usr/local/bin/openssl', '/opt/homebrew/bin/openssl'].find((file) =>
  existsSync(file),
);
const clip = fixture('clip.mp4');
let dir = '';
let server: https.Server | null = null;
let certificate = '';
const asked: (string | undefined)[] = [];

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'kinora-tls-'));
  if (openssl === undefined) return;
  const [key, cert] = [path.join(dir, 'key.pem'), path.join(dir, 'cert.pem')];
  execFileSync(
    openssl,
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=clips.test',
      '-addext',
      'subjectAltName=DNS:clips.test',
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  certificate = readFileSync(cert, 'utf8');
  server = https.createServer({ key: readFileSync(key), cert: certificate }, (request, response) => {
    asked.push(request.url);
    if (request.url === '/down') response.writeHead(302, { Location: 'http://clips.test/clip.mp4' }).end();
    else if (request.url === '/here')
      response.writeHead(302, { Location: 'http://127.0.0.1:1/clip.mp4' }).end();
    else if (request.url === '/on') response.writeHead(307, { Location: '/clip.mp4' }).end();
    else response.writeHead(200, { 'Content-Length': clip.length, ETag: '"a"' }).end(clip);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Stands in for the name service and the way to the host, and for nothing else. */
class ToServer extends https.Agent {
  override createConnection(options: tls.ConnectionOptions): tls.TLSSocket {
    const address = server?.address();
    if (!address || typeof address === 'string') throw new Error('not listening');
    return tls.connect({ ...options, host: '127.0.0.1', port: address.port, servername: 'clips.test' });
  }
}
const get = (where: string, id: string, ca?: string) =>
  downloadFile(
    { id, url: `https://clips.test${where}`, dir },
    { clock: systemClock, agent: () => new ToServer(ca === undefined ? {} : { ca }) },
  );

test.runIf(openssl)('https, with a redirect within it', async () => {
  expect(await get('/on', 'good', certificate)).toMatchObject({ kind: 'complete', bytes: clip.length });
});

test.runIf(openssl)('a certificate that nobody vouches for: no byte is taken', async () => {
  asked.length = 0;
  expect(await get('/clip.mp4', 'bad')).toMatchObject({ kind: 'retry', failure: { code: 'unreachable' } });
  expect(asked).toEqual([]);
  expect(existsSync(path.join(dir, 'bad.part'))).toBe(false);
});

test.runIf(openssl)('from https nothing leads to http or to this machine', async () => {
  for (const where of ['/down', '/here'])
    expect(await get(where, 'led', certificate)).toMatchObject({
      kind: 'refused',
      failure: { code: 'not-allowed' },
    });
});

test('addresses of this machine and of private networks in every spelling', () => {
  for (const address of [
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '169.254.169.254',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '::1',
    '::',
    'fe80::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.0.0.1',
  ])
    expect(isPrivateAddress(address), address).toBe(true);
  for (const address of [
    '8.8.8.8',
    '172.32.0.1',
    '192.169.0.1',
    '198.18.0.1',
    '2001:db8::1',
    'localhost',
    '',
  ])
    expect(isPrivateAddress(address), address).toBe(false);
});

test('a name that leads to this machine is not looked up', async () => {
  const look = (name: string, all: boolean) =>
    new Promise((resolve) =>
      guardedLookup(name, { all }, (error, found) => resolve(error ? error.code : found)),
    );
  for (const all of [true, false]) {
    expect(await look('127.0.0.1', all)).toBe('EACCES');
    expect(await look('localhost', all)).not.toBe('EACCES');
    expect(await look('8.8.8.8', all)).toEqual(all ? [{ address: '8.8.8.8', family: 4 }] : '8.8.8.8');
  }
});
