import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import { writeSettings } from './support/creator.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('a folder that cannot be used is said in words, and nothing is left running', async ({ userData }) => {
  test.skip(onElectron, 'there the words stand in a box that waits for a person');
  fs.mkdirSync(path.join(userData, 'journal.db'), { recursive: true });
  const home = path.join(userData, 'home');
  fs.mkdirSync(home);
  const child = spawn(path.join(root, 'test/host/electron-host'), [root, `--user-data-dir=${userData}`], {
    env: { ...process.env, HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
  const [code] = await once(child, 'exit');
  clearTimeout(late);
  expect(said).toContain('Kinora cannot use its folder');
  expect(code).toBe(1);
  expect(fs.readdirSync(userData)).not.toContain('library.db');
});

test('the page speaks as the settings say that are used, also where the window was opened with others', async ({
  userData,
}) => {
  writeSettings(userData, { language: 'en', theme: 'light' });
  fs.renameSync(path.join(userData, 'settings.json'), path.join(userData, 'settings.previous.json'));
  // Nobody has written it like this.
  writeSettings(userData, { language: 'de', theme: 'dark', check: 'none' });
  const app = await launch(userData);
  const page = await readyPage(app);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.getByRole('textbox', { name: 'Describe the motion' })).toBeVisible();
});
