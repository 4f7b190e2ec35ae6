import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { ElementHandle, Page } from '@playwright/test';
import { readHeader } from '../../main/core/intake/header.ts';
import { MAX_LONG_SIDE } from '../../preload/contract/limits.ts';
import type { PrepareReply } from '../../renderer/work/prepare-messages.ts';
import { withApp } from './lib/app.ts';
import { compare, type Report, type Scale } from './lib/report.ts';

const root = path.resolve(import.meta.dirname, '../..');
const WIDTH = 6000;
const HEIGHT = 4000;
const SIZE = { width: MAX_LONG_SIDE, height: Math.round((MAX_LONG_SIDE * HEIGHT) / WIDTH) };

/**
 * A photo of 24 megapixels made ready to send, by the page's own worker and by ffmpeg: decoded, scaled to 2,000 px,
 * encoded as JPEG. ffmpeg's time has the start of its process in it, as for anybody who would call it.
 */
export function prepare(scale: Scale): Promise<Report> {
  return withApp(async (page, folder) => {
    const photo = path.join(folder, 'photo.jpg');
    const sample = path.join(root, 'assets/sample.jpg');
    // Grain makes the file as large as a camera's.
    const grown = `scale=${WIDTH}:${HEIGHT},noise=alls=9:allf=t`;
    execFileSync('ffmpeg', ['-v', 'error', '-i', sample, '-vf', grown, '-frames:v', '1', '-q:v', '3', photo]);
    await openWorker(page);
    const input = await page.evaluateHandle(() =>
      Object.assign(document.createElement('input'), { type: 'file' }),
    );
    await input.setInputFiles(photo);
    const scaled = path.join(folder, 'scaled.jpg');
    const ours = { name: 'Kinora', run: () => prepareOnce(input) };
    const theirs = { name: 'ffmpeg', run: () => scaleOnce(photo, scaled) };
    return compare({
      what: 'a JPEG of 24 megapixels to 2,000 px',
      arms: [ours, theirs],
      goal: 1,
      rounds: scale === 'full' ? 9 : 1,
    });
  });
}

declare global {
  interface Window {
    benchWorker?: Worker;
  }
}

/** The very script that the page starts, from where the page has it. */
async function openWorker(page: Page): Promise<void> {
  const assets = path.join(root, 'dist/renderer/assets');
  const script = fs.readdirSync(assets).find((name) => /^prepare\.worker-.*\.js$/.test(name));
  if (script === undefined) throw new Error('the page has no worker that prepares pictures');
  await page.evaluate((name) => {
    // Only the full address of one of the app's own workers becomes a script.
    window.benchWorker = new Worker(new URL(`./assets/${name}`, document.baseURI), { type: 'module' });
  }, script);
}

async function prepareOnce(input: ElementHandle<HTMLInputElement>): Promise<number> {
  const { ms, head } = await input.evaluate(
    async (element, size) => {
      const file = element.files?.[0];
      const worker = window.benchWorker;
      if (!file || !worker) throw new Error('nothing to prepare');
      const answer = new Promise<PrepareReply>((resolve) => {
        worker.addEventListener('message', ({ data }: MessageEvent<PrepareReply>) => resolve(data), {
          once: true,
        });
      });
      const began = performance.now();
      worker.postMessage({ id: 1, from: file, ...size });
      const reply = await answer;
      const took = performance.now() - began;
      if (!reply.ok) throw new Error(reply.code);
      return { ms: took, head: [...reply.bytes.subarray(0, 4096)] };
    },
    { width: WIDTH, height: HEIGHT },
  );
  checkSize(Uint8Array.from(head));
  return ms;
}

async function scaleOnce(photo: string, scaled: string): Promise<number> {
  const began = performance.now();
  const arguments_ = ['-v', 'error', '-y', '-i', photo, '-vf', `scale=${SIZE.width}:-1`, '-q:v', '2', scaled];
  const [code] = await once(spawn('ffmpeg', arguments_, { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit');
  const ms = performance.now() - began;
  if (code !== 0) throw new Error('ffmpeg failed');
  checkSize(fs.readFileSync(scaled).subarray(0, 4096));
  return ms;
}

function checkSize(head: Uint8Array): void {
  const found = readHeader(head);
  if (found?.format !== 'jpeg' || found.width !== SIZE.width || found.height !== SIZE.height)
    throw new Error(`not a JPEG of ${SIZE.width} × ${SIZE.height}: ${JSON.stringify(found)}`);
}
