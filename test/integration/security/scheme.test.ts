/** What the app's own scheme gives out: the page's files and the media of known ids, and nothing else on the disk. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { handleScheme } from '../../../main/app/protocol.ts';

type Handle = (request: Request) => Promise<Response>;
const electron = vi.hoisted(() => ({ handle: null as Handle | null }));
vi.mock('electron', () => ({
  default: {},
  protocol: {
    handle: (_scheme: string, handler: Handle) => {
      electron.handle = handler;
    },
  },
}));

const CLIP = '01999999-0000-7000-8000-000000000001';
const PIPE = '01999999-0000-7000-8000-000000000002';
const GONE = '01999999-0000-7000-8000-000000000003';
const SECRET = 'root:x:0:0';
const BYTES = Buffer.from(Array.from({ length: 100 }, (_, at) => at));

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
];

let folder: string;
let given: Promise<unknown>;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-scheme-'));
  const pages = path.join(folder, 'pages');
  mkdirSync(path.join(pages, 'assets'), { recursive: true });
  writeFileSync(path.join(pages, 'index.html'), '<p>page</p>');
  writeFileSync(path.join(pages, 'assets/app.js'), 'work()');
  writeFileSync(path.join(pages, 'assets/app.css'), 'p { }');
  writeFileSync(path.join(pages, 'notes.txt'), SECRET);
  // Names that lead elsewhere on Windows; here they are files like any other.
  for (const name of ['index.html:stream.js', '..\\up.html']) writeFileSync(path.join(pages, name), SECRET);
  writeFileSync(path.join(folder, 'secret.html'), SECRET);
  writeFileSync(path.join(folder, 'pages-2.html'), SECRET);
  symlinkSync('../secret.html', path.join(pages, 'link.html'));
  symlinkSync('..', path.join(pages, 'up'));
  writeFileSync(path.join(folder, 'clip.mp4'), BYTES);
  execFileSync('mkfifo', [path.join(folder, 'pipe.mp4'), path.join(pages, 'pipe.js')]);
  mkdirSync(path.join(pages, 'folder.js'));
  const files: Readonly<Record<string, string>> = {
    [CLIP]: 'clip.mp4',
    [PIPE]: 'pipe.mp4',
    [GONE]: 'gone.mp4',
  };
  given = handleScheme(
    () => [pages],
    async (id, poster) => {
      const name = files[id];
      return name === undefined || poster
        ? null
        : { path: path.join(folder, name), type: 'video/mp4', lasting: true };
    },
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function ask(address: string, init: RequestInit = {}): Promise<{ answer: Response; body: Buffer }> {
  if (electron.handle === null) throw new Error('no scheme');
  const answer = await electron.handle(new Request(address, init));
  return { answer, body: Buffer.from(await answer.arrayBuffer()) };
}

test('it tells when a page has been given both its script and its style sheet', async () => {
  let told = false;
  void given.then(() => {
    told = true;
  });
  const nextTurn = () => new Promise((go) => setImmediate(() => setImmediate(go)));
  for (const name of ['index.html', 'assets/app.js']) await ask(`app://bundle/${name}`);
  await nextTurn();
  expect(told).toBe(false);
  // Nobody has read this one, and of that there is only the head.
  await electron.handle?.(new Request('app://bundle/assets/app.css'));
  await ask('app://bundle/assets/app.css', { method: 'HEAD' });
  await nextTurn();
  expect(told).toBe(false);
  const { body } = await ask('app://bundle/assets/app.css');
  expect(body.toString()).toBe('p { }');
  await nextTurn();
  expect(told).toBe(true);
});

test('pages have the policy as a header, and no type is guessed', async () => {
  for (const [name, type] of [
    ['index.html', 'text/html; charset=utf-8'],
    ['assets/app.js', 'text/javascript; charset=utf-8'],
  ] as const) {
    const { answer } = await ask(`app://bundle/${name}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(expect.arrayContaining(POLICY));
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
  }
});

test.each([
  '../secret.html',
  '%2e%2e/secret.html',
  '..%2fsecret.html',
  '..%5cup.html',
  '..%5csecret.html',
  '..%255csecret.html',
  '%252e%252e%252fsecret.html',
  '%c0%ae%c0%ae/secret.html',
  'assets/..%2f..%2fsecret.html',
  'assets/%2e%2e/%2e%2e/secret.html',
  '..%2fpages-2.html',
  '/secret.html',
  '//etc/passwd',
  'etc/passwd',
  'link.html',
  'pipe.js',
  'folder.js',
  'up/secret.html',
  'index.html%00.js',
  'secret.html%00',
  'C:%5csecret.html',
  'index.html:stream.js',
  'notes.txt',
  'assets/',
  'assets',
  '',
  '%',
  'media',
  'media/',
  'media/..%2f..%2fsecret.html',
  'media/%2e%2e%2fsecret.html',
  `media/${CLIP}/../../secret.html`,
  `media/${CLIP}/x`,
  `media/${CLIP}%2f..%2fsecret.html`,
  `media/${GONE}`,
  `media/${PIPE}`,
])('84: %s leads nowhere', async (place) => {
  const { answer, body } = await ask(`app://bundle/${place}`);
  expect(answer.status).toBe(404);
  expect(body.length).toBe(0);
});

test('84: another host of the scheme, and any way to write, are refused', async () => {
  for (const host of ['clip', 'bundle.evil', 'localhost', 'bundle:81'])
    expect((await ask(`app://${host}/index.html`)).answer.status).toBe(404);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
    expect((await ask('app://bundle/index.html', { method })).answer.status).toBe(405);
});

test('a query and a fragment change nothing', async () => {
  const { answer } = await ask('app://bundle/index.html?../../secret.html#/media/x');
  expect(answer.status).toBe(200);
});

test.each([
  ['bytes=0-9', 206, 'bytes 0-9/100', 10],
  ['bytes=90-', 206, 'bytes 90-99/100', 10],
  ['bytes=-5', 206, 'bytes 95-99/100', 5],
  ['bytes=99-9999999999', 206, 'bytes 99-99/100', 1],
  ['bytes=9999999999-', 416, 'bytes */100', 0],
  ['bytes=-0', 416, 'bytes */100', 0],
  [`bytes=${Array.from({ length: 1000 }, (_, at) => `${at}-${at}`).join()}`, 200, null, 100],
  ['items=0-5', 200, null, 100],
])('84: of a clip, %s', async (range, status, said, length) => {
  const { answer, body } = await ask(`app://bundle/media/${CLIP}`, {
    headers: { range: range.slice(0, 4000) },
  });
  expect([answer.status, answer.headers.get('content-range'), body.length]).toEqual([status, said, length]);
  expect(answer.headers.get('accept-ranges')).toBe('bytes');
  const start = Number(/bytes (\d+)-/.exec(said ?? '')?.[1] ?? 0);
  expect(body.equals(BYTES.subarray(start, start + length))).toBe(true);
});
