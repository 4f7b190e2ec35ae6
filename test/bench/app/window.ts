/** Apps as a person starts them: nothing holds them, and whoever measures comes when they have come to rest. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PageSession } from '../lib/page-session.ts';
import { APPS, endApp, startApp } from '../lib/start-app.ts';
import { family, ticks } from './processes.ts';

/** Looks at the processor time this often, and takes so many looks without any for rest. */
const LOOK_MS = 100;
const LOOKS = 5;
const PATIENCE_MS = 60_000;

export interface OpenWindow {
  readonly page: PageSession;
  /** Where somebody else connects: `ws://…`. */
  readonly endpoint: string;
  /** Milliseconds from the start of the process until something is painted, and until it can be used. */
  readonly times: { readonly painted: number; readonly usable: number };
  /** Every process that belongs to it, now. */
  pids(): number[];
  /** Ends it as its person would, and leaves nothing. */
  close(): Promise<void>;
}

export interface WindowOptions {
  /** The data folder, which is left as it is; without one a fresh one is made and removed. */
  readonly folder?: string;
  /** Puts files where the app will look for them, before it starts. */
  readonly prepare?: (userData: string, home: string) => void;
  readonly env?: Readonly<Record<string, string>>;
}

/** Waits until an app does nothing any more. */
async function rest(pid: number): Promise<void> {
  const patience = performance.now() + PATIENCE_MS;
  for (let quiet = 0, last = -1; quiet < LOOKS; ) {
    if (performance.now() > patience) throw new Error('it comes to no rest');
    await delay(LOOK_MS);
    const now = ticks(family(pid));
    // A wake-up now and then may cost a hundredth.
    quiet = now - last <= 1 ? quiet + 1 : 0;
    last = now;
  }
}

/** Starts an app. */
export async function openWindow(app: keyof typeof APPS, options: WindowOptions = {}): Promise<OpenWindow> {
  const folder = options.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-bench-'));
  fs.mkdirSync(path.join(folder, 'home'), { recursive: true });
  options.prepare?.(folder, path.join(folder, 'home'));
  const remove = (): void => {
    if (options.folder === undefined)
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  const { child, began, endpoint } = await startApp(APPS[app], folder, options.env).catch(
    (error: unknown) => {
      remove();
      throw error;
    },
  );
  const pid = child.pid ?? 0;
  try {
    await rest(pid);
    const page = await PageSession.connect(endpoint);
    const times = await page.evaluate(timesOf);
    return {
      page,
      endpoint,
      times: { painted: times.painted - began, usable: times.usable - began },
      pids: () => family(pid),
      close: async () => {
        page.close();
        await endApp(child);
        remove();
      },
    };
  } catch (error) {
    await endApp(child);
    remove();
    throw error;
  }
}

/**
 * In the page, in milliseconds of the epoch: when anything at all was painted, the canvas for one; and when there was
 * something to see and Kinora's page had said that it is ready, whichever was later.
 */
function timesOf(): { painted: number; usable: number } {
  const [painted, filled, ready] = ['first-paint', 'first-contentful-paint', 'ready'].map(
    (name) => performance.getEntriesByName(name)[0]?.startTime ?? 0,
  );
  if (!painted || !filled) throw new Error('nothing was painted');
  return {
    painted: performance.timeOrigin + painted,
    usable: performance.timeOrigin + Math.max(filled, ready ?? 0),
  };
}
