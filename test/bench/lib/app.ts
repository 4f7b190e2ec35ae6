import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type Page } from '@playwright/test';
import type { ManyClips } from './many-clips.ts';
import { PageSession } from './page-session.ts';
import { APPS, endApp, root, startApp } from './start-app.ts';

/** A fresh data folder with a home in it, and with a library that is there already if one is given. */
function dataFolder(library: Pick<ManyClips, 'folder' | 'indexPath'> | undefined): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-bench-'));
  const home = path.join(folder, 'home');
  const videos = path.join(home, process.platform === 'darwin' ? 'Movies' : 'Videos');
  fs.mkdirSync(videos, { recursive: true });
  if (library) {
    fs.symlinkSync(library.folder, path.join(videos, 'Kinora'), 'junction');
    fs.copyFileSync(library.indexPath, path.join(folder, 'library.db'), fs.constants.COPYFILE_FICLONE);
  }
  return folder;
}

const remove = (folder: string): void =>
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });

/**
 * Runs the built app on a fresh data folder for the time of `use`, without Playwright: what that listens to at each request of
 * the page, and the debugger it puts into the main process, would be measured with it.
 */
export async function withUnwatchedApp<T>(
  use: (page: PageSession, folder: string) => Promise<T>,
  library: Pick<ManyClips, 'folder' | 'indexPath'>,
): Promise<T> {
  const folder = dataFolder(library);
  try {
    const { child, endpoint } = await startApp(APPS.kinora, folder);
    try {
      const page = await PageSession.connect(endpoint);
      await page.ready();
      return await use(page, folder);
    } finally {
      await endApp(child);
    }
  } finally {
    remove(folder);
  }
}

/** The same through Playwright, for what it does in the page; the library may be empty. */
export function withApp<T>(
  use: (page: Page, folder: string) => Promise<T>,
  library?: Pick<ManyClips, 'folder' | 'indexPath'>,
): Promise<T> {
  return withPlaywright(
    APPS.kinora,
    async (page, folder) => {
      await page.locator('body[data-ready]').waitFor({ state: 'attached' });
      return use(page, folder);
    },
    library,
  );
}

/** An empty window of the same host, through Playwright, for the time of `use`. */
export const withEmptyApp = <T>(use: (page: Page) => Promise<T>): Promise<T> =>
  withPlaywright(APPS.empty, async (page) => {
    await page.getByText('Empty').waitFor();
    return use(page);
  });

async function withPlaywright<T>(
  app: string,
  use: (page: Page, folder: string) => Promise<T>,
  library?: Pick<ManyClips, 'folder' | 'indexPath'>,
): Promise<T> {
  const folder = dataFolder(library);
  const home = path.join(folder, 'home');
  const isElectron = process.env['E2E_TARGET'] === 'electron';
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name.startsWith('XDG_') ? [] : [[name, value] as const],
  );
  const started = await _electron.launch({
    ...(isElectron ? {} : { executablePath: path.join(root, 'test/host/electron-host') }),
    args: [app, `--user-data-dir=${folder}`],
    env: { ...Object.fromEntries(inherited), HOME: home },
    timeout: 120_000,
  });
  try {
    return await use(await started.firstWindow(), folder);
  } finally {
    await started.close();
    remove(folder);
  }
}
