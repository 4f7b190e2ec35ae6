import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type Page } from '@playwright/test';
import type { ManyClips } from './many-clips.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Runs the built app on a fresh data folder for the time of `use`, with a library that is there already if one is given. */
export async function withApp<T>(
  use: (page: Page, folder: string) => Promise<T>,
  library?: Pick<ManyClips, 'folder' | 'indexPath'>,
): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-bench-'));
  const home = path.join(folder, 'home');
  const videos = path.join(home, process.platform === 'darwin' ? 'Movies' : 'Videos');
  fs.mkdirSync(videos, { recursive: true });
  if (library) {
    fs.symlinkSync(library.folder, path.join(videos, 'Kinora'), 'junction');
    fs.copyFileSync(library.indexPath, path.join(folder, 'library.db'), fs.constants.COPYFILE_FICLONE);
  }
  const isElectron = process.env['E2E_TARGET'] === 'electron';
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name.startsWith('XDG_') ? [] : [[name, value] as const],
  );
  const app = await _electron.launch({
    ...(isElectron ? {} : { executablePath: path.join(root, 'test/host/electron-host') }),
    args: [root, `--user-data-dir=${folder}`],
    env: { ...Object.fromEntries(inherited), HOME: home },
    timeout: 120_000,
  });
  try {
    const page = await app.firstWindow();
    await page.locator('body[data-ready]').waitFor({ state: 'attached' });
    return await use(page, folder);
  } finally {
    await app.close();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
