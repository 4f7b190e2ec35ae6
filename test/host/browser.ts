/** The running Chromium together with the loopback server behind the app's schemes. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from './cdp.ts';
import { type Chromium, launchChromium } from './chromium.ts';
import { startSchemeServer } from './scheme-server.ts';
import { closeForeignPages } from './target.ts';

export interface Browser {
  readonly root: Session;
  readonly chromium: Chromium;
  readonly headed: boolean;
  readonly version: string;
  /** Lets the browser's own pages, and nobody else on this machine, into the loopback server. */
  admit(url: string): Promise<void>;
}

export interface BrowserOptions {
  readonly userData: string;
  readonly headed: boolean;
  readonly openPort: boolean;
  readonly switches: ReadonlyMap<string, string>;
}

/** Chromium switches that Electron would pass on from the app's command line. */
const forwarded = ['ozone-platform', 'force-device-scale-factor', 'force-prefers-reduced-motion', 'lang'];

/** Starts everything and returns when windows can be opened. */
export async function startBrowser(
  options: BrowserOptions,
): Promise<{ browser: Browser; close(): Promise<void> }> {
  const token = randomBytes(24).toString('base64url');
  const server = await startSchemeServer(token);
  const chromium = await launchChromium({
    profile: path.join(options.userData, 'chromium'),
    headed: options.headed,
    openPort: options.openPort,
    serverPort: server.port,
    forwarded: forwarded
      .filter((name) => options.switches.has(name))
      .map((name) => `--${name}=${options.switches.get(name) ?? ''}`),
  });
  const { root } = chromium.connection;
  const [version] = await Promise.all([
    root.send('Browser.getVersion'),
    root.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
    root.send('Target.setDiscoverTargets', { discover: true }),
  ]);

  const browser: Browser = {
    root,
    chromium,
    headed: options.headed,
    version: version.product.split('/')[1] ?? '',
    admit: async (url) => {
      const cookie = {
        name: server.cookieName,
        value: token,
        url,
        httpOnly: true,
        sameSite: 'Strict',
      } as const;
      await root.send('Storage.setCookies', { cookies: [cookie] });
    },
  };
  closeForeignPages(chromium.connection);
  return {
    browser,
    close: async () => {
      server.close();
      // Asked to close, Chromium writes local storage first; it is killed only if it does not answer.
      root.send('Browser.close').catch(() => undefined);
      await Promise.race([chromium.exited, delay(15_000)]);
      chromium.process.kill('SIGKILL');
    },
  };
}
