/** Finds the installed Chromium and runs it on a profile of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from './cdp.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApps = ['Chromium', 'Google Chrome'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

function onPath(names: readonly string[]): string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** The path of the Chromium to use: HOST_CHROMIUM, the usual places, then PATH. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env['HOST_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') {
    if (fs.existsSync(chosen)) return chosen;
    throw new Error(`browser host: HOST_CHROMIUM names ${chosen}, which does not exist`);
  }
  const usual = [...names.map((name) => `/usr/bin/${name}`), ...macApps, ...onPath(names)];
  const found = usual.find((file) => fs.existsSync(file));
  if (found === undefined) {
    throw new Error(
      'browser host: no Chromium or Chrome found; install one or set HOST_CHROMIUM to its path',
    );
  }
  return found;
}

export interface ChromiumOptions {
  readonly profile: string;
  readonly headed: boolean;
  /** Also listen on a loopback port, for Playwright. */
  readonly openPort: boolean;
  /** Port of the loopback server that answers for the app's schemes. */
  readonly serverPort: number;
  /** Chromium switches that the app's own command line carries. */
  readonly forwarded: readonly string[];
}

/** Chromium refuses its sandbox as root; otherwise it stays on unless the machine cannot provide it. */
function sandboxSwitches(): string[] {
  return process.getuid?.() === 0 || process.env['HOST_NO_SANDBOX'] === '1' ? ['--no-sandbox'] : [];
}

const switches = [
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-client-side-phishing-detection',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-hang-monitor',
  '--disable-infobars',
  '--disable-popup-blocking',
  '--disable-search-engine-choice-screen',
  '--disable-back-forward-cache',
  '--disable-dev-shm-usage',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-color-profile=srgb',
  '--autoplay-policy=no-user-gesture-required',
  // Hidden windows keep their timers and encoders at full speed.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,OptimizationHints,Translate,' +
    'PaintHolding,DestroyProfileOnBrowserClose,IntensiveWakeUpThrottling,' +
    // The address bar's own pages, which would cost a renderer process at every launch.
    'WebUIOmniboxPopup,WebUIOmniboxAimPopup,' +
    // Guesses twice a second, from a pointer's first move on, which page of the web to load next.
    'PreloadingHeuristicsMLModel,' +
    // Compiles each script anew, whatever is kept of it (seen in Chromium 156).
    'BackgroundResourceFetch',
];

/** The complete command line, without the executable. */
export function chromiumArguments(options: ChromiumOptions): string[] {
  return [
    ...sandboxSwitches(),
    ...switches,
    `--user-data-dir=${options.profile}`,
    // The page reaches the app's schemes on this machine and nothing else at all.
    `--host-resolver-rules=MAP *.localhost:80 127.0.0.1:${options.serverPort}, MAP * ~NOTFOUND, ` +
      'EXCLUDE localhost, EXCLUDE 127.0.0.1',
    '--remote-debugging-pipe',
    ...(options.openPort ? ['--remote-debugging-port=0'] : []),
    ...(options.headed ? ['--test-type'] : ['--headless=new', '--screen-info={1920x1200}']),
    ...options.forwarded,
  ];
}

/** On Linux the kernel ends Chromium with the host, however the host ends. */
function dyingTogether(command: string, args: readonly string[]): [string, string[]] {
  const setpriv =
    process.platform === 'linux' ? onPath(['setpriv']).find((file) => fs.existsSync(file)) : undefined;
  return setpriv === undefined ? [command, [...args]] : [setpriv, ['--pdeathsig', 'KILL', command, ...args]];
}

/** Whether the process runs on this profile: an id is used again some day, and a process may end at any moment. */
function runsOn(profile: string, pid: number): boolean {
  try {
    const command = execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return command.includes(profile);
  } catch {
    // ps knows no such process.
    return false;
  }
}

/** Ends a Chromium that outlived a killed host, where the kernel does not do it. */
async function endLeftover(pidFile: string, profile: string): Promise<void> {
  if (!fs.existsSync(pidFile)) return;
  const pid = Number(fs.readFileSync(pidFile, 'utf8'));
  if (!Number.isInteger(pid) || pid <= 1) return;
  for (let waited = 0; waited < 10_000 && runsOn(profile, pid); waited += 20) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
    await delay(20);
  }
}

/**
 * How long Chromium may take to answer, in milliseconds, one start after the other: now and then one hangs for good, of
 * which nothing can be seen from outside.
 */
const PATIENCE: readonly [number, number] = [50_000, 60_000];

class NoAnswer extends Error {}

export interface Chromium {
  readonly process: ChildProcess;
  readonly connection: Connection;
  /** Where Playwright connects; only with `openPort`. */
  readonly endpoint: string | undefined;
  /** Settles when the process has ended. */
  readonly exited: Promise<void>;
  /** Asks the running Chromium for an application window on this address. */
  openAppWindow(url: string, width: number, height: number): void;
}

/** Starts Chromium without a window and connects to it; one that does not answer is ended and started once more. */
export async function launchChromium(
  options: ChromiumOptions,
  [first, second] = PATIENCE,
): Promise<Chromium> {
  try {
    return await start(options, first);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return start(options, second);
  }
}

async function start(options: ChromiumOptions, patience: number): Promise<Chromium> {
  const executable = findChromium();
  fs.mkdirSync(options.profile, { recursive: true });
  const pidFile = path.join(options.profile, 'host-chromium.pid');
  await endLeftover(pidFile, options.profile);

  const [command, args] = dyingTogether(executable, chromiumArguments(options));
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], env });
  if (child.pid !== undefined) fs.writeFileSync(pidFile, String(child.pid));
  const [, , errors, output, input] = child.stdio;
  if (!errors || !output || !input || !('write' in output) || !('read' in input) || !('read' in errors)) {
    throw new Error('browser host: Chromium started without its pipes');
  }

  const exit = Promise.withResolvers<void>();
  child.once('exit', () => exit.resolve());
  const connection = new Connection(output, input);
  const listening = Promise.withResolvers<string | undefined>();
  let log = '';
  errors.on('data', (chunk: Buffer) => {
    log = `${log}${chunk.toString('utf8')}`.slice(-4000);
    const match = /DevTools listening on (ws:\/\/\S+)\s/.exec(log);
    if (match) listening.resolve(match[1]);
  });
  child.once('error', (error) => listening.reject(error));
  child.once('exit', (code, signal) =>
    listening.reject(
      new Error(`browser host: Chromium ended at once (${code ?? signal}). It said:\n${log.trim()}`),
    ),
  );
  if (!options.openPort)
    connection.root.send('Browser.getVersion').then(
      () => listening.resolve(undefined),
      () => undefined,
    );

  const answered = listening.promise.then(async (endpoint) => {
    await connection.root.send('Browser.getVersion');
    return endpoint;
  });
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const seconds = patience / 1000;
    late.reject(
      new NoAnswer(`browser host: Chromium did not answer within ${seconds} s. It said:\n${log.trim()}`),
    );
    child.kill('SIGKILL');
  }, patience);
  const endpoint = await Promise.race([answered, late.promise]).finally(() => clearTimeout(timer));
  return {
    process: child,
    connection,
    endpoint,
    exited: exit.promise,
    openAppWindow: (url, width, height) => {
      const window = [`--app=${url}`, `--window-size=${width},${height}`];
      const same = [
        ...sandboxSwitches(),
        '--test-type',
        `--user-data-dir=${options.profile}`,
        ...options.forwarded,
      ];
      spawn(executable, [...same, ...window], { stdio: 'ignore', env }).unref();
    },
  };
}
