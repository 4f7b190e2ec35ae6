import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { close, expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import { addPictures, cards, describe, finished, shutter, snapshot } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';

// What only sometimes holds here does not hold.
test.describe.configure({ retries: 0 });

const pause = (page: Page, paused: boolean): Promise<unknown> =>
  page.evaluate((on) => Reflect.get(window, 'kinora').call('queue.pause', { paused: on }), paused);

test('what was paused stays paused after a restart, and the first look has every job', async ({
  userData,
}) => {
  const app = await launch(userData);
  const page = await readyPage(app);
  await pause(page, true);
  await addPictures(page, [SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(cards(page, 'queued')).toBeVisible();
  await close(app);

  const again = await launch(userData);
  const after = await readyPage(again);
  const { paused, jobs } = await snapshot(after);
  expect(paused).toBe(true);
  expect(jobs.map(({ state }) => state)).toEqual(['queued']);
  // The scheduler has looked at it, and holds it because of the pause.
  await expect.poll(async () => (await snapshot(after)).jobs.map(({ hold }) => hold)).toEqual(['paused']);
  await expect(cards(after, 'queued')).toBeVisible();
  await pause(after, false);
  await finished(after);
});

test('a start that cannot go on says why and ends', async ({ userData }) => {
  test.skip(onElectron, 'a real error box waits for a person');
  fs.mkdirSync(userData, { recursive: true });
  const child = spawn(
    path.resolve('test/host/electron-host'),
    [path.resolve('.'), `--user-data-dir=${userData}`],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, KINORA_TIME_SCALE: '7' },
    },
  );
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  const code = await new Promise((end) => child.on('close', end));
  expect(code).toBe(1);
  expect(words).toContain('KINORA_TIME_SCALE must be a number above 0 and at most 1');
  expect(words).not.toContain('UnhandledPromiseRejection');
});
