// A small app that touches every part of Electron which the browser host emulates.
import { createReadStream, writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { app, BrowserWindow, ipcMain, nativeTheme, protocol, session } from 'electron';

const here = import.meta.dirname;
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mp4': 'video/mp4' };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; " +
  "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

protocol.registerSchemesAsPrivileged([
  {
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);

/** Everything that specs ask about afterwards. */
const log = { life: [], navigations: [], seconds: [], requests: [], opened: [] };
globalThis.fixtureLog = log;

async function serve(request) {
  const { pathname } = new URL(request.url);
  log.requests.push({
    url: request.url,
    range: request.headers.get('range'),
    cookie: request.headers.get('cookie'),
  });
  if (pathname === '/redirect')
    return new Response(null, { status: 302, headers: { location: '/page.html' } });
  const file = path.join(here, path.basename(pathname));
  const found = await fs.stat(file).catch(() => undefined);
  if (!found?.isFile()) return new Response('not found', { status: 404 });
  const headers = {
    'content-type': types[path.extname(file)] ?? 'application/octet-stream',
    'content-security-policy': policy,
    'accept-ranges': 'bytes',
  };
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '');
  const start = Number(match?.[1] ?? 0);
  const end = match?.[2] ? Math.min(Number(match[2]), found.size - 1) : found.size - 1;
  if (match) headers['content-range'] = `bytes ${start}-${end}/${found.size}`;
  headers['content-length'] = String(end - start + 1);
  return new Response(Readable.toWeb(createReadStream(file, { start, end })), {
    status: match ? 206 : 200,
    headers,
  });
}

function openWindow(page, preload, options = {}) {
  const window = new BrowserWindow({
    width: 1000,
    height: 700,
    show: false,
    ...options,
    webPreferences: {
      preload: path.join(here, preload),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => {
    log.life.push('ready-to-show');
    if (options.show !== false) window.show();
  });
  void window.loadURL(`app://bundle/${page}`);
  return window;
}

app.on('web-contents-created', (_event, contents) => {
  contents.setWindowOpenHandler(({ url }) => {
    log.opened.push(url);
    return { action: 'deny' };
  });
  for (const name of ['will-frame-navigate', 'will-navigate', 'will-redirect']) {
    contents.on(name, (event) => {
      log.navigations.push(`${name} ${event.url}`);
      if (new URL(event.url).host !== 'bundle') event.preventDefault();
    });
  }
  contents.on('will-attach-webview', (event) => event.preventDefault());
});

for (const event of ['before-quit', 'will-quit', 'window-all-closed'])
  app.on(event, () => log.life.push(event));
app.on('window-all-closed', () => app.quit());
app.on('quit', () => {
  writeFileSync(path.join(app.getPath('userData'), 'life.json'), JSON.stringify(log.life));
});

ipcMain.handle('echo', (_event, value) => value);
ipcMain.handle('fail', () => {
  throw new RangeError('too much');
});
ipcMain.handle(
  'kind',
  (_event, value) => `${Object.prototype.toString.call(value)} ${value?.byteLength ?? ''}`,
);
ipcMain.handle('bytes', (_event, size) => new Uint8Array(size).fill(7));
ipcMain.handle('whoami', (event) => ({
  window: BrowserWindow.fromWebContents(event.sender)?.id,
  same: BrowserWindow.getAllWindows().some((window) => window.webContents === event.sender),
  frame: { url: event.senderFrame.url, origin: event.senderFrame.origin, parent: event.senderFrame.parent },
  main: event.senderFrame === event.sender.mainFrame,
}));
ipcMain.on('count', (event, count) => {
  for (let n = 0; n < count; n++) event.sender.send('tick', n);
});

if (!app.requestSingleInstanceLock({ from: 'second' })) {
  app.quit();
} else {
  app.on('second-instance', (_event, argv, folder, data) => log.seconds.push({ argv, folder, data }));
  app.enableSandbox();
  void whenReady();
}

async function whenReady() {
  await app.whenReady();
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  protocol.handle('app', serve);
  nativeTheme.on('updated', () =>
    log.life.push(`theme ${nativeTheme.shouldUseDarkColors ? 'dark' : 'light'}`),
  );
  globalThis.openWindow = openWindow;
  openWindow('page.html', 'preload.cjs');
}
