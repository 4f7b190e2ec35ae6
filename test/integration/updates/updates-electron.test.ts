import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {
  configureRequestOptions,
  configureRequestUrl,
  type DownloadOptions,
  HttpExecutor,
} from 'builder-util-runtime';
import { type AppUpdater, NsisUpdater } from 'electron-updater';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: { isPackaged: true } }));

import { adapt } from '../../../main/app/updates-electron.ts';

const INSTALLER = Buffer.alloc(200_000, 'installer');
const sha512 = createHash('sha512').update(INSTALLER).digest('base64');
const feed = (version: string, hash = sha512): string =>
  `version: ${version}\nfiles:\n  - url: Kinora-${version}-setup.exe\n    sha512: ${hash}\n    size: ${INSTALLER.length}\npath: Kinora-${version}-setup.exe\nsha512: ${hash}\nreleaseDate: '2026-11-22T00:00:00.000Z'\n`;

let server: http.Server;
let url: string;
let folder: string;
let files: Map<string, string | Buffer>;
let requests: http.IncomingMessage[];
/** The test answers the installer itself. */
let hold: ((response: http.ServerResponse) => void) | null;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-updates-'));
  files = new Map();
  requests = [];
  hold = null;
  server = http.createServer((request, response) => {
    requests.push(request);
    const name = decodeURIComponent(new URL(request.url ?? '', 'http://here').pathname.slice(1));
    const body = files.get(name);
    if (hold && name.endsWith('.exe')) hold(response);
    else response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** Requests by Node: Electron's network is not here. */
class NodeExecutor extends HttpExecutor<http.ClientRequest> {
  createRequest(options: http.RequestOptions, callback: (response: http.IncomingMessage) => void) {
    return http.request(options, callback);
  }

  download(address: URL, destination: string, options: DownloadOptions): Promise<string> {
    return options.cancellationToken.createPromise((resolve, reject, onCancel) => {
      const request: http.RequestOptions = { ...(options.headers && { headers: options.headers }) };
      configureRequestUrl(address, request);
      configureRequestOptions(request);
      const callback = (error: unknown): void =>
        error instanceof Error ? reject(error) : resolve(destination);
      this.doDownload(request, { destination, options, onCancel, callback, responseHandler: null }, 0);
    });
  }
}

/** The updater for Windows, the one that runs anywhere: only its last step, the installer, is of that system. */
function newUpdater(version = '0.1.0'): AppUpdater {
  const updater = new NsisUpdater(
    { provider: 'generic', url },
    {
      version,
      name: 'kinora',
      isPackaged: true,
      appUpdateConfigPath: path.join(folder, 'app-update.yml'),
      userDataPath: folder,
      baseCachePath: folder,
      whenReady: async () => {},
      relaunch: () => {},
      quit: () => {},
      onQuit: () => {},
    },
  );
  Reflect.set(updater, 'httpExecutor', new NodeExecutor());
  updater.setFeedURL({ provider: 'generic', url });
  updater.disableDifferentialDownload = true;
  writeFileSync(
    path.join(folder, 'app-update.yml'),
    `provider: generic\nurl: ${url}\nupdaterCacheDirName: cache\n`,
  );
  return updater;
}

/** Puts a version out, under the name that the system of this test looks for. */
function publish(channel: 'latest' | 'beta', text: string): void {
  const system = { linux: '-linux', darwin: '-mac' }[process.platform as string] ?? '';
  files.set(`${channel}${system}.yml`, text);
}

/** What could be installed. */
const pending = (): string[] => {
  const place = path.join(folder, 'cache/pending');
  return existsSync(place) ? readdirSync(place).filter((name) => /^Kinora.*\.exe$/.test(name)) : [];
};

describe('the updater, at a real place on the web', () => {
  it('finds, fetches and proves what was published', async () => {
    publish('latest', feed('0.2.0'));
    files.set('Kinora-0.2.0-setup.exe', INSTALLER);
    const updater = adapt(newUpdater());
    expect(await updater.check('stable')).toBe('0.2.0');
    const shares: number[] = [];
    await updater.download(new AbortController().signal, (share) => shares.push(share));
    expect(pending()).toEqual(['Kinora-0.2.0-setup.exe']);
    expect(readFileSync(path.join(folder, 'cache/pending/Kinora-0.2.0-setup.exe'))).toEqual(INSTALLER);
    for (const share of shares) expect(share).toBeLessThanOrEqual(1);
  });

  it('fetches nothing by itself', async () => {
    publish('latest', feed('0.2.0'));
    await adapt(newUpdater()).check('stable');
    expect(requests.map(({ url: asked }) => asked?.replace(/\?.*/, ''))).toHaveLength(1);
  });

  it('tells nobody who asks', async () => {
    publish('latest', feed('0.2.0'));
    const first = newUpdater();
    await adapt(first).check('stable');
    rmSync(path.join(folder, '.updaterId'), { force: true });
    await adapt(newUpdater()).check('stable');
    const [one, two] = requests.map(({ headers }) => headers);
    expect(one?.['x-user-staging-id']).toBe('none');
    expect(two).toEqual(one);
    expect(Object.keys(one ?? {}).sort()).toEqual(
      ['cache-control', 'connection', 'host', 'user-agent', 'x-user-staging-id'].sort(),
    );
  });

  it('keeps the channels apart, and goes back to no older version', async () => {
    publish('latest', feed('0.2.0'));
    publish('beta', feed('0.3.0-beta.1'));
    const updater = adapt(newUpdater());
    expect(await updater.check('beta')).toBe('0.3.0-beta.1');
    expect(await updater.check('stable')).toBe('0.2.0');
    expect(await adapt(newUpdater('0.3.0-beta.1')).check('stable')).toBeNull();
    expect(await adapt(newUpdater('0.2.0')).check('stable')).toBeNull();
  });

  it('throws a damaged one away', async () => {
    publish('latest', feed('0.2.0'));
    files.set('Kinora-0.2.0-setup.exe', Buffer.alloc(INSTALLER.length, 'something else'));
    const updater = adapt(newUpdater());
    await updater.check('stable');
    await expect(updater.download(new AbortController().signal, () => {})).rejects.toMatchObject({
      problem: 'damaged',
    });
    expect(pending()).toEqual([]);
  });

  it('says when nobody answers, or nothing was published', async () => {
    await expect(adapt(newUpdater()).check('stable')).rejects.toMatchObject({ problem: 'unreachable' });
  });

  it('stops when it is told to, and takes what has come for nothing whole', async () => {
    publish('latest', feed('0.2.0'));
    const sending = Promise.withResolvers<http.ServerResponse>();
    hold = (response) => {
      response.writeHead(200, { 'content-length': INSTALLER.length }).write(INSTALLER.subarray(0, 1000));
      sending.resolve(response);
    };
    const updater = adapt(newUpdater());
    await updater.check('stable');
    const stop = new AbortController();
    const fetched = updater.download(stop.signal, () => {});
    const outcome = expect(fetched).rejects.toMatchObject({ problem: 'unreachable' });
    await sending.promise;
    stop.abort();
    await outcome;
    expect(pending()).toEqual([]);
  });
});

describe('what it says of its progress', () => {
  it('is a share from 0 to 1, also of a server that does not say how much there is', async () => {
    const updater = Object.assign(new EventEmitter(), {
      downloadUpdate: async () => {
        for (const percent of [Number.NaN, -1, 40, Number.POSITIVE_INFINITY])
          updater.emit('download-progress', { percent });
        return [];
      },
    });
    const shares: number[] = [];
    await adapt(updater as unknown as AppUpdater).download(new AbortController().signal, (share) =>
      shares.push(share),
    );
    expect(shares).toEqual([0, 0, 0.4, 1]);
  });
});
