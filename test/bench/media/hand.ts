/** The page's own media worker, given tasks as the page gives them. */
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { FromWorker, MediaTask, ToWorker } from '../../../renderer/work/media/messages.ts';

const assets = path.resolve(import.meta.dirname, '../../../dist/renderer/assets');

declare global {
  interface Window {
    benchMedia?: Worker;
    benchResult?: Blob;
  }
}

/** Starts the very script that the page starts. It is used for one task after another, as the page does. */
export async function openHand(page: Page): Promise<void> {
  const script = fs.readdirSync(assets).find((name) => /^media\.worker-.*\.js$/.test(name));
  if (script === undefined) throw new Error('the page has no media worker');
  await page.evaluate((name) => {
    window.benchMedia?.terminate();
    window.benchMedia = new Worker(new URL(`./assets/${name}`, document.baseURI), { type: 'module' });
  }, script);
}

/** Runs one task after another. @returns how long they took together, in milliseconds. */
export function runTasks(page: Page, tasks: readonly MediaTask[]): Promise<number> {
  return page.evaluate(async (list) => {
    const worker = window.benchMedia;
    if (!worker) throw new Error('no worker');
    const run = (task: MediaTask): Promise<Blob> =>
      new Promise((resolve, reject) => {
        const parts: { offset: number; bytes: Uint8Array<ArrayBuffer> }[] = [];
        const tell = (message: ToWorker): void => worker.postMessage(message);
        worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
          if (data.kind === 'failed') reject(new Error(JSON.stringify(data.error)));
          if (data.kind === 'write') {
            parts.push(data);
            tell({ kind: 'written' });
          }
          if (data.kind !== 'done') return;
          // A film's index may be written last and lie first.
          const inOrder = parts.toSorted((a, b) => a.offset - b.offset).map(({ bytes }) => bytes);
          resolve(new Blob('bytes' in data.answer ? [data.answer.bytes] : inOrder));
        };
        tell({ kind: 'begin', task });
      });
    const began = performance.now();
    for (const task of list) window.benchResult = await run(task);
    return performance.now() - began;
  }, tasks);
}

/** What the last task gave. */
export async function lastResult(page: Page): Promise<Buffer> {
  const address = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.readAsDataURL(window.benchResult ?? new Blob());
      }),
  );
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}
