// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit, findingsIn, ownFiles } from './audit.ts';
import type { RULES } from './rules.ts';

test('the app does nothing that it may not', () => {
  expect(ownFiles().length).toBeGreaterThan(300);
  expect(audit()).toEqual([]);
}, 60_000);

const WINDOW = 'new BrowserWindow({ webPreferences: { ...SAFE_PREFERENCES, preload } });';

test('every page is sandboxed, and walls stand before the first window', () => {
  // In the order in which they run.
  const source = ['index.ts', 'app/start.ts']
    .map((file) => readFileSync(path.resolve(import.meta.dirname, '../../../main', file), 'utf8'))
    .join('');
  const steps = [
    /^app\.enableSandbox\(\);$/m,
    /^Menu\.setApplicationMenu\(null\);$/m,
    /^registerScheme\(\);$/m,
    /\.whenReady\(\)/,
    /^ {2}hardenWebContents\(app, log\);$/m,
    /^ {2}denyPermissions\(session\.defaultSession\);$/m,
    /^ {2}openDoor\(/m,
    /^ {2}const given = handleScheme\(/m,
    /makeMainWindow\(preload/,
    /createStudio\(/,
    /new KeyWindow\(/,
  ].map((step) => source.search(step));
  expect(steps.every((at) => at > 0)).toBe(true);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
});

/** Rule, and what it must find: code in main unless a file is named before `:: `. */
const OFFENDERS: Readonly<Record<keyof typeof RULES, readonly string[]>> = {
  'text as markup': [
    'element.innerHTML = text;',
    "element['innerHTML'] = text;",
    'element[`outerHTML`] += text;',
    "Reflect.set(element, 'innerHTML', text);",
    "element.insertAdjacentHTML('beforeend', text);",
    'const more = { dangerouslySetInnerHTML: { __html: text } };',
    'renderer/a.tsx:: export const A = () => <p dangerouslySetInnerHTML={{ __html: text }} />;',
    'document.write(text);',
    "new DOMParser().parseFromString(text, 'text/html');",
    'frame.srcdoc = text;',
    'range.createContextualFragment(text);',
  ],
  'text as code': [
    'eval(text);',
    '(0, eval)(text);',
    "globalThis['eval'](text);",
    'new Function(text)();',
    "Reflect.construct(Function, ['x']);",
    "setTimeout('work()', 10);",
    'setInterval(`work(${text})`, 10);',
    'contents.executeJavaScript(text);',
    'contents.insertCSS(text);',
    "import vm from 'node:vm';",
    "const vm = await import('node:vm');",
    "location.href = 'javascript:work()';",
    'renderer/a.tsx:: export const A = () => <a href="javascript:work()">go</a>;',
  ],
  'an address of somebody else’s choice': [
    'shell.openExternal(address);',
    'shell.openExternal(`https://${host}/`);',
    "shell.openExternal('http://example.com/');",
    "shell.openExternal('file:///etc/passwd');",
    "shell.openExternal('https://good.example@evil.example/');",
    "shell['openExternal'](address);",
    'const open = shell.openExternal;',
    'const { openExternal } = shell;',
    'const { openExternal: go } = shell;',
    'shell.openPath(file);',
  ],
  'a page that waits': [
    "preload/a.ts:: ipcRenderer.sendSync('x');",
    'event.returnValue = 1;',
    "ipcRenderer['sendSync']('x');",
  ],
  'content from elsewhere': [
    "window.loadURL('https://example.com/');",
    'window.loadURL(address);',
    'window.loadURL(`${ORIGIN}/${name}`);',
    'window.loadURL(`${HOST}/index.html`);',
    "window.loadFile('index.html');",
    "renderer/a.ts:: fetch('https://example.com/');",
    'renderer/a.ts:: fetch(`//evil.example/${name}`);',
    'renderer/a.tsx:: export const A = () => <img src="https://example.com/x.png" alt="" />;',
    'renderer/a.ts:: new WebSocket(address);',
  ],
  'a frame or a window of the page’s own': [
    'renderer/a.tsx:: export const A = () => <iframe title="a" src="/x.html" />;',
    'renderer/a.tsx:: export const A = () => <webview />;',
    "renderer/a.ts:: document.createElement('script');",
    "renderer/a.ts:: window.open('/x.html');",
  ],
  'a wall with a gap': [
    'const a = { sandbox: false };',
    "const a = { 'sandbox': false };",
    'const a = { sandbox };',
    'const a = { sandbox: !packaged };',
    'const a = { contextIsolation: false };',
    'const a = { nodeIntegration: true };',
    'const a = { nodeIntegrationInSubFrames: true };',
    'const a = { webSecurity: false };',
    'const a = { webviewTag: true };',
    'const a = { allowRunningInsecureContent: true };',
    'const a = { rejectUnauthorized: false };',
    "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';",
    "app.commandLine.appendSwitch('no-sandbox');",
    'session.setCertificateVerifyProc(trustAll);',
    "app.on('certificate-error', trustAll);",
    'window.webContents.openDevTools();',
  ],
  'a window without walls': [
    'new BrowserWindow();',
    'new BrowserWindow({ width: 10 });',
    'new BrowserWindow(options);',
    'new BrowserWindow({ webPreferences: { preload } });',
    'new BrowserWindow({ webPreferences: { preload, ...SAFE_PREFERENCES } });',
    'new BrowserWindow({ webPreferences: { ...SAFE_PREFERENCES, ...more } });',
    "new BrowserWindow({ webPreferences: { ...SAFE_PREFERENCES, enableBlinkFeatures: 'x' } });",
    'new electron.BrowserWindow({});',
  ],
  'a listener that asks nobody': [
    "ipcMain.on('x', () => close());",
    "ipcMain.handle('x', (event, text) => save(text));",
    "ipcMain.handle('x', async (event, text) => { await save(text); return isFrom(event, window, 'key'); });",
    "ipcMain.handleOnce('x', handler);",
    "electron.ipcMain.on('x', () => close());",
  ],
  'a bridge that hands itself over': [
    "preload/a.ts:: contextBridge.exposeInMainWorld('x', ipcRenderer);",
    "preload/a.ts:: contextBridge.exposeInMainWorld('x', { ipcRenderer });",
    'preload/a.ts:: const { invoke } = ipcRenderer;',
  ],
  'another program': [
    "import { spawn } from 'node:child_process';",
    "import * as all from 'child_process';",
    "const { exec } = await import('node:child_process');",
    "const { exec } = require('child_process');",
  ],
  'decoding outside the sandbox': [
    'nativeImage.createFromPath(file);',
    'nativeImage.createFromBuffer(bytes);',
    "nativeImage['createThumbnailFromPath'](file, size);",
  ],
  'a type that says nothing': [
    'const a = (value: any) => value;',
    'const a: Record<string, any> = {};',
    'const a = value as unknown as string;',
  ],
};

const split = (sample: string): readonly [string, string] => {
  const [file, code] = sample.includes(':: ') ? sample.split(':: ', 2) : ['main/a.ts', sample];
  return [file ?? '', code ?? ''];
};

describe.each(Object.entries(OFFENDERS))('%s', (rule, samples) => {
  test.each(samples)('is found in %s', (sample) => {
    const [file, code] = split(sample);
    expect(findingsIn(file, `\n${code}\n`)).toContain(`${rule} at 2`);
  });
});

test.each([
  ['preload/a.ts', '// @ts-ignore\nconst a = 1;', 'a silenced check at 1'],
  ['main/a.ts', '// @ts-expect-error: later\nconst a = 1;', 'a silenced check at 1'],
  ['main/a.ts', '// biome-ignore lint/suspicious/noExplicitAny: so\nconst a = 1;', 'a silenced check at 1'],
  ['renderer/a.html', '<p>\n<script>work()</script>', 'something else in a page at 2'],
  ['renderer/a.html', '<script src="https://example.com/x.js"></script>', 'something else in a page at 1'],
  ['renderer/a.html', '<p onclick="work()">', 'something else in a page at 1'],
  ['renderer/a.html', '<iframe src="/x.html"></iframe>', 'something else in a page at 1'],
  ['renderer/a.css', 'p { background: url(https://example.com/x.png) }', 'style from elsewhere at 1'],
  ['renderer/a.css', "@import '//example.com/x.css';", 'style from elsewhere at 1'],
])('in %s, %j is found', (file, source, finding) => {
  expect(findingsIn(file, source)).toEqual([finding]);
});

test.each([
  WINDOW,
  'new BrowserWindow({ webPreferences: { ...SAFE_PREFERENCES, preload, backgroundThrottling: false } });',
  'shell.openExternal(LINKS[link]);',
  "shell.openExternal('https://status.muvi.video');",
  'window.loadURL(`${ORIGIN}/index.html`);',
  "ipcMain.handle(CHANNELS.call, (event, text) => isFrom(event, window(), 'index') ? save(text) : refuse());",
  'const a = { sandbox: true, webSecurity: true, nodeIntegration: false };',
  'preload/a.ts:: const invoke = (name: string) => ipcRenderer.invoke(name);',
  "renderer/a.ts:: fetch('/media/1');",
  'setTimeout(() => work(), 10);',
])('lets %s pass', (sample) => {
  const [file, code] = split(sample);
  expect(findingsIn(file, code)).toEqual([]);
});
