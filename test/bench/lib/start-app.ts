import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The top of the checkout. */
export const root = path.resolve(import.meta.dirname, '../../..');

/** What is measured, and what it is measured against. */
export const APPS = { kinora: root, empty: path.join(root, 'test/bench/app/empty') } as const;

/** Longer than any start or end. */
const PATIENCE_MS = 60_000;

export interface StartedApp {
  readonly child: ChildProcess;
  /** When the process was started, in milliseconds of the epoch. */
  readonly began: number;
  /** Where whoever measures connects: `ws://…`. */
  readonly endpoint: string;
}

/** Starts an app as a person does, with nobody watching. @param app its folder. @throws when it says nothing of where to connect. */
export async function startApp(
  app: string,
  userData: string,
  env: Readonly<Record<string, string>> = {},
): Promise<StartedApp> {
  const isElectron = process.env['E2E_TARGET'] === 'electron';
  const command = isElectron
    ? path.join(root, 'node_modules/.bin/electron')
    : path.join(root, 'test/host/electron-host');
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('XDG_'));
  const began = performance.timeOrigin + performance.now();
  const child = spawn(command, [app, `--user-data-dir=${userData}`, '--remote-debugging-port=0'], {
    env: { ...Object.fromEntries(inherited), HOME: path.join(userData, 'home'), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.once('error', () => child.stderr.destroy());
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  try {
    for await (const line of createInterface({ input: child.stderr })) {
      const endpoint = /DevTools listening on (ws:\/\/\S+)/.exec(line)?.[1];
      if (endpoint === undefined) continue;
      child.stderr.resume();
      return { child, began, endpoint };
    }
  } finally {
    clearTimeout(late);
  }
  throw new Error(`${app} did not start`);
}

/** Ends it as its person would. */
export async function endApp(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await exited;
  clearTimeout(late);
}
