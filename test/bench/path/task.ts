/** What both clients of `path` do: so many pictures, one press, a service of their own, and the clips at the end. */
import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod/mini';
import { findModel } from '../../../main/core/catalogue/catalogue.ts';
import { sha256Of } from '../../../main/core/library/publish.ts';
import { defaultsOf } from '../../../preload/contract/model.ts';
import { nextMessage } from '../lib/child.ts';

const address = z.object({ url: z.string(), key: z.string() });
const tally = z.object({ cpuMs: z.number(), requests: z.number() });
/** The bench runs at the top of the checkout. */
const root = process.cwd();

const found = findModel('alibaba-plus/wan-2.6-flash/image-to-video');
if (!found) throw new Error('no model');
/** What is made of each picture. */
export const model = found;
export const params = { ...defaultsOf(model), prompt: 'Slow push-in' };

/** What a press took: times in milliseconds, from the press to the last clip on the disk. */
export interface Pressed {
  readonly ms: number;
  /** Of the processor, by this process and by the service's. */
  readonly own: number;
  readonly service: number;
  readonly requests: number;
}

/** Where a client finds the service, and a folder for what it keeps. */
export interface Place {
  readonly url: string;
  readonly key: string;
  readonly folder: string;
}

/** Makes a client ready. What it returns is the press, which is measured, and what follows, which is not. */
export type Client = (
  place: Place,
  pictures: readonly Buffer[],
) => Promise<{
  readonly press: () => Promise<void>;
  /** Ends it. @returns the folder with the clips. */
  readonly end: () => Promise<string>;
}>;

/** One press for so many pictures, each another one, with a service in a process of its own. */
export async function pressOnce(client: Client, images: number, serviceScript: string): Promise<Pressed> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'path-'));
  const service = fork(serviceScript, [path.join(dir, 'service')]);
  try {
    const { url, key } = z.parse(address, await nextMessage(service));
    const folder = path.join(dir, 'client');
    fs.mkdirSync(folder);
    const { press, end } = await client({ url, key, folder }, pictures(images));
    const cpuBefore = process.cpuUsage();
    const began = performance.now();
    await press();
    const ms = performance.now() - began;
    const { user, system } = process.cpuUsage(cpuBefore);
    await checkClips(await end(), images);
    service.send('tally');
    const { cpuMs, requests } = z.parse(tally, await nextMessage(service));
    return { ms, own: (user + system) / 1000, service: cpuMs, requests };
  } finally {
    service.kill();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

function pictures(images: number): Buffer[] {
  const sample = fs.readFileSync(path.join(root, 'assets/sample.jpg'));
  return Array.from({ length: images }, (_, n) => Buffer.concat([sample, Buffer.from(String(n))]));
}

/** Every clip is there once, with the service's bytes. */
async function checkClips(folder: string, images: number): Promise<void> {
  const sent = await sha256Of(path.join(root, 'test/fixtures/media/clip.mp4'));
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.mp4'));
  if (files.length !== images) throw new Error(`${files.length} clips`);
  for (const file of files)
    if ((await sha256Of(path.join(folder, file))) !== sent) throw new Error('wrong bytes');
}
