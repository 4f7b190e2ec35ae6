import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { showView } from './support/creator.ts';

test('a copy without a place to look says so plainly', async ({ page }) => {
  await showView(page, 'Settings');
  const group = page.getByRole('region', { name: 'Updates' });
  await expect(group).toContainText('This copy does not update itself.');
  await expect(group.getByRole('button')).toHaveCount(0);
  await expect(group.getByRole('radio')).toHaveCount(0);
});

test('an update is offered, fetched when asked, and takes the place of this copy at a restart', async ({
  userData,
}) => {
  test.skip(process.platform !== 'linux', 'an AppImage stands for the installed copy');
  mkdirSync(userData, { recursive: true });
  const started = path.join(userData, 'started');
  const installed = path.join(userData, 'Kinora.AppImage');
  writeFileSync(installed, 'the old one');
  const update = Buffer.from(`#!/bin/sh\necho new > '${started}'\n`);
  const hash = createHash('sha512').update(update).digest('base64');
  const name = 'Kinora-9.9.9-linux.AppImage';
  const asked: string[] = [];
  const held = Promise.withResolvers<http.ServerResponse>();
  const server = http.createServer((request, response) => {
    const file = (request.url ?? '').slice(1).replace(/\?.*/, '');
    asked.push(file);
    if (file === name) {
      response.writeHead(200, { 'content-length': update.length }).write(update.subarray(0, 9));
      held.resolve(response);
    } else if (file.startsWith('latest'))
      response.end(
        `version: 9.9.9\nfiles:\n  - url: ${name}\n    sha512: ${hash}\n    size: ${update.length}\npath: ${name}\nsha512: ${hash}\n`,
      );
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const config = path.join(userData, 'updates.yml');
  writeFileSync(
    config,
    `provider: generic\nurl: http://127.0.0.1:${port}\nupdaterCacheDirName: kinora-updates\nuseMultipleRangeRequest: false\n`,
  );
  try {
    const env = { KINORA_UPDATES: config, APPIMAGE: installed, XDG_CACHE_HOME: path.join(userData, 'cache') };
    const app = await launch(userData, { env });
    const page = await readyPage(app);
    await expect(page.getByText('Kinora 9.9.9 is available', { exact: true })).toBeVisible();
    await showView(page, 'Settings');
    const group = page.getByRole('region', { name: 'Updates' });
    await expect(group).toContainText('Kinora 9.9.9 is available.');
    expect(asked.filter((file) => file === name)).toEqual([]);
    await group.getByRole('button', { name: 'Download' }).click();
    await expect(group).toContainText('Getting Kinora 9.9.9');
    (await held.promise).end(update.subarray(9));
    const restart = group.getByRole('button', { name: 'Restart to update' });
    await expect(restart).toBeVisible();
    expect(readFileSync(installed, 'utf8')).toBe('the old one');
    const ended = once(app.process(), 'exit');
    await restart.click();
    await ended;
    await expect.poll(() => existsSync(started)).toBe(true);
    expect(readFileSync(installed)).toEqual(update);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
