import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { Clock } from '../../../main/core/ports.ts';
import { scriptedKeys } from '../../../main/practice/keys.ts';
import { repeatClip } from '../../../main/practice/repeat-clip.ts';
import { type PracticeService, type ServiceOptions, startService } from '../../../main/practice/service.ts';

/** What the calls below need of a service, in this process or another. */
export type Peer = Pick<PracticeService, 'url' | 'key'>;

export const FLASH = 'alibaba-plus/wan-2.6-flash/image-to-video';
export const WAN = 'alibaba-plus/wan-2.7/reference-to-video';

/** A fresh folder that goes away with the test. */
export async function freshDir(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'practice-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A service of the test's own, with every scripted key; closed with the test. */
export async function freshService(options: Partial<ServiceOptions> = {}): Promise<PracticeService> {
  const service = await startService({
    dir: options.dir ?? (await freshDir()),
    makeClip: repeatClip,
    timeScale: 0.001,
    keys: scriptedKeys(),
    ...options,
  });
  onTestFinished(() => service.close());
  return service;
}

/** `expect.poll` with the patience that a loaded machine needs. */
export function eventually<T>(value: () => T): ReturnType<typeof expect.poll<T>> {
  return expect.poll(value, { timeout: 20_000 });
}

/** A clock that only goes on when it is told to. */
export interface ManualClock extends Clock {
  /** Go on by `ms`: what is due by then is called, in order. */
  pass(ms: number): void;
  /** What is waited for, in milliseconds from now. */
  waits(): number[];
}

/** @param start milliseconds since 1970. */
export function manualClock(start = Date.now()): ManualClock {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    now: () => now,
    monotonic: () => now,
    after: (ms, callback) => {
      const timer = { at: now + Math.max(0, ms), callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass: (ms) => {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.callback();
      }
      now = end;
    },
    waits: () => [...timers].map(({ at }) => at - now),
  };
}

/** A fixture of this folder's tests. */
export const fixture = (name: string): Promise<Buffer> =>
  readFile(fileURLToPath(new URL(`../../fixtures/practice/${name}`, import.meta.url)));

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The whole body, parsed. */
  readonly body: unknown;
  /** The payload inside the envelope, or the body itself. */
  readonly data: Record<string, unknown>;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** Call the API with a key (the service's own unless another is given; null: none). */
export async function api(
  service: Peer,
  method: string,
  route: string,
  body?: unknown,
  key: string | null = service.key,
): Promise<Reply> {
  const response = await fetch(`${service.url}${route}`, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const parsed: unknown = JSON.parse(await response.text());
  const outer = record(parsed);
  return {
    status: response.status,
    headers: response.headers,
    body: parsed,
    data: 'data' in outer ? record(outer['data']) : outer,
  };
}

/** `code status` of a refused call. */
export function refusal(reply: Reply): string {
  return `${String(record(record(reply.body)['error'])['code'])} ${reply.status}`;
}

/** Presign and put a picture. @returns the upload's id and its public address. */
export async function upload(
  service: Peer,
  bytes: Uint8Array,
  contentType = 'image/jpeg',
): Promise<{ id: string; uploadUrl: string; fileUrl: string }> {
  const { data } = await api(service, 'POST', '/v1/uploads/presign', { filename: 'image.jpg', contentType });
  const uploadUrl = String(data['uploadUrl']);
  const put = await fetch(uploadUrl, {
    method: 'PUT',
    headers: { 'content-type': contentType },
    body: new Uint8Array(bytes),
  });
  if (put.status !== 200) throw new Error(`PUT answered ${put.status}`);
  return { id: String(data['fileId']), uploadUrl, fileUrl: String(data['fileUrl']) };
}

/** The input of a Flash job. */
export const flashInput = (fileUrl: string, duration = 2, resolution = '720p') => ({
  prompt: 'A slow push-in.',
  image_url: fileUrl,
  duration: String(duration),
  resolution,
});

/** Submit a Flash job. */
export async function submit(
  service: Peer,
  fileUrl: string,
  key: string | null = service.key,
): Promise<Reply> {
  return api(service, 'POST', '/v1/jobs/submit', { model: FLASH, input: flashInput(fileUrl) }, key);
}

/** Poll a job until it ends. @returns its last status. */
export async function ended(service: Peer, jobId: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { data } = await api(service, 'GET', `/v1/jobs/${jobId}`);
    if (data['status'] !== 'pending' && data['status'] !== 'processing') return data;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** An answer as it came over a connection of its own, however it ended. */
export interface RawAnswer {
  /** 0 when no head came. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The whole answer came, as far as HTTP can tell. */
  readonly complete: boolean;
  /** Number of `100 Continue`s before it. */
  readonly interims: number;
  /** How many pieces the body came in. */
  readonly pieces: number;
  /** Of the connection's error, if it ended with one. */
  readonly errorCode: string | null;
}

/** Send one request by plain Node and take whatever comes. */
export function raw(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
): Promise<RawAnswer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve) => {
    let interims = 0;
    let hasHead = false;
    const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.message);
    const call = request(url, { method, headers, agent: false }, (response) => {
      hasHead = true;
      const chunks: Buffer[] = [];
      let errorCode: string | null = null;
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', (error) => {
        errorCode = codeOf(error);
      });
      response.on('close', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          complete: response.complete,
          interims,
          pieces: chunks.length,
          errorCode,
        }),
      );
    });
    call.on('information', () => {
      interims += 1;
    });
    call.on('error', (error) => {
      if (hasHead) return;
      const none = { status: 0, headers: {}, body: Buffer.alloc(0), complete: false, pieces: 0 };
      resolve({ ...none, interims, errorCode: codeOf(error) });
    });
    call.end(body);
  });
}
