import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { writeSettings } from '../../e2e/support/creator.ts';
import { quartersPng } from '../../e2e/support/pictures.ts';
import { Service } from '../../e2e/support/service.ts';
import { type Report, ratio, type Scale } from '../lib/report.ts';
import { sleeps, wakeUps } from './processes.ts';
import { type OpenWindow, openWindow } from './window.ts';

const ROUNDS = 6;
const SECONDS = 15;
/** Chromium goes on with its own start for a while. */
const SETTLE = 30;
const IDLE = 1.15;
const JOBS = 10;
const WITH_JOBS = 1.3;

/**
 * How often all the processes of an app wake in a second while nobody uses it, beside an empty window at the same time.
 * A window without a screen can't be hidden: Chromium takes its page for seen whatever becomes of it.
 */
export async function idle(scale: Scale): Promise<readonly Report[]> {
  const full = scale === 'full';
  const jobs = full ? JOBS : 1;
  const compare = async (what: string, window: OpenWindow, goal: number): Promise<Report> => {
    const empty = await openWindow('empty');
    try {
      await delay(full ? SETTLE * 1000 : 0);
      const [ours = [], theirs = []] = await watch([window, empty], full ? ROUNDS : 1, full ? SECONDS : 0.5);
      return ratio({ what, baseline: 'an empty window', ours, theirs, unit: 'wake-ups/s', goal });
    } finally {
      await empty.close();
    }
  };
  const window = await openWindow('kinora');
  const alone = await compare('nothing to do', window, IDLE).finally(() => window.close());
  return [alone, await withJobs(jobs, (busy) => compare(`${jobs} running jobs`, busy, WITH_JOBS))];
}

/** Wake-ups a second of each window, in the same stretches of time. */
async function watch(windows: readonly OpenWindow[], rounds: number, seconds: number): Promise<number[][]> {
  const found: number[][] = windows.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    const pids = windows.map((window) => window.pids());
    const before = pids.map(sleeps);
    const began = performance.now();
    await delay(seconds * 1000);
    const after = pids.map(sleeps);
    const passed = (performance.now() - began) / 1000;
    for (const [at, list] of found.entries())
      list.push(wakeUps(before[at] ?? new Map(), after[at] ?? new Map()) / passed);
  }
  return found;
}

/** Kinora with jobs that the service goes on with for as long as `use` takes. */
async function withJobs<T>(count: number, use: (window: OpenWindow) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-bench-service-'));
  const service = await Service.start(folder, { timeScale: 1 });
  try {
    await service.holdJobs('processing');
    const window = await openWindow('kinora', {
      env: service.env,
      prepare: (userData) => writeSettings(userData, { practice: false, askAbove: null }),
    });
    try {
      await order(window, folder, count);
      return await use(window);
    } finally {
      await window.close();
    }
  } finally {
    await service.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Drops so many images in and has them all animated; whoever helps with it has gone again at the end. */
async function order({ endpoint }: OpenWindow, folder: string, count: number): Promise<void> {
  const browser = await chromium.connectOverCDP(endpoint);
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((each) => each.url() !== 'about:blank');
  if (!page) throw new Error('the app has no window');
  const files = Array.from({ length: count }, (_, at) =>
    quartersPng(path.join(folder, `picture-${at}.png`), 600 + at, 400),
  );
  await page.locator('input[type="file"]').first().setInputFiles(files);
  await page.waitForFunction((all) => document.querySelectorAll('[data-key] img').length === all, count);
  await page.getByRole('textbox', { name: 'Describe the motion' }).fill('The water moves');
  await page.getByRole('button', { name: /^Animate \d+ images? · / }).click();
  await page.waitForFunction(
    (all) =>
      document.querySelectorAll('[data-job]:is([data-state="pending"], [data-state="processing"])').length ===
      all,
    count,
  );
  // While it rests on something that leads elsewhere, Chromium looks after it twice a second.
  await page.mouse.move(700, 300);
  await browser.close();
}
