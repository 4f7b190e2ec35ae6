/** The desktop around the app: recorded instead of shown, and answered from a queue. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { host, record, recordCall } from '../state.ts';
import { hostEvent, notEmulated, StrictEmitter, strict } from '../strict.ts';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';

/** A dialog function: without a queued answer it is answered as if it had been dismissed. */
function ask(name: string, dismissed: (options: Readonly<Record<string, unknown>>) => object) {
  return async (...args: unknown[]): Promise<unknown> => {
    const options = args[0] instanceof BrowserWindow ? args[1] : args[0];
    recordCall(`dialog.${name}`, options);
    const queue = record.answers[name];
    if (queue && queue.length > 0) return queue.shift();
    return dismissed(typeof options === 'object' && options !== null ? { ...options } : {});
  };
}

export const dialog = strict('dialog', {
  showOpenDialog: ask('showOpenDialog', () => ({ canceled: true, filePaths: [] })),
  showSaveDialog: ask('showSaveDialog', () => ({ canceled: true, filePath: '' })),
  showMessageBox: ask('showMessageBox', ({ cancelId }) => ({
    response: cancelId ?? 0,
    checkboxChecked: false,
  })),
  showErrorBox: (title: string, content: string) => {
    recordCall('dialog.showErrorBox', title, content);
    console.error(`${title}: ${content}`);
  },
});

/** Moves a file or folder into the host's own trash, inside the app's data folder. */
async function trashItem(item: string): Promise<void> {
  recordCall('shell.trashItem', item);
  const trash = path.join(app.getPath('userData'), 'host-trash', randomUUID());
  await fs.promises.mkdir(trash, { recursive: true });
  const target = path.join(trash, path.basename(item));
  try {
    await fs.promises.rename(item, target);
  } catch (error) {
    // Another file system: copy first, so that nothing is lost half-way.
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await fs.promises.cp(item, target, { recursive: true, preserveTimestamps: true });
    await fs.promises.rm(item, { recursive: true });
  }
}

export const shell = strict('shell', {
  showItemInFolder: (file: string) => recordCall('shell.showItemInFolder', file),
  openExternal: async (url: string) => recordCall('shell.openExternal', url),
  openPath: async (file: string) => {
    recordCall('shell.openPath', file);
    return '';
  },
  beep: () => recordCall('shell.beep'),
  trashItem,
});

interface NotificationOptions {
  readonly title?: string;
  readonly body?: string;
  readonly silent?: boolean;
}

const notificationEvents = 'show click close reply action failed'.split(' ');

export class Notification extends StrictEmitter {
  title: string;
  body: string;
  silent: boolean;

  constructor(options: NotificationOptions = {}) {
    super('Notification', notificationEvents);
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    // biome-ignore lint/correctness/noConstructorReturn: the app must only ever hold the strict view
    return strict('Notification', this);
  }

  static isSupported(): boolean {
    return true;
  }

  /** Specs find the notification itself among the recorded calls and can emit 'click' on it. */
  show(): void {
    recordCall('Notification.show', { title: this.title, body: this.body, silent: this.silent }, this);
    this.emit('show', hostEvent());
  }

  close(): void {
    recordCall('Notification.close', { title: this.title });
    this.emit('close', hostEvent());
  }
}

let copied = '';

/** The window through which a person's own clipboard is reached; specs have one that belongs to the host. */
function clipboardWindow(): BrowserWindow | undefined {
  if (!host.commandLine.headed) return undefined;
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().at(-1);
}

async function readText(): Promise<string> {
  const window = clipboardWindow();
  if (!window) return copied;
  const text = await window.webContents.accessClipboard('navigator.clipboard.readText()');
  return typeof text === 'string' ? text : '';
}

async function writeText(text: string): Promise<void> {
  const window = clipboardWindow();
  if (window)
    await window.webContents.accessClipboard(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  else copied = text;
}

/** What a program puts on the clipboard besides plain text, such as a picture. */
export class ClipboardItem {
  readonly #items: Readonly<Record<string, string | Blob>>;

  constructor(items: Readonly<Record<string, string | Blob>>) {
    this.#items = items;
  }

  get types(): string[] {
    return Object.keys(this.#items);
  }

  async getType(type: string): Promise<Blob> {
    const data = this.#items[type];
    if (data === undefined) throw new Error(`nothing of type ${type}`);
    return typeof data === 'string' ? new Blob([data], { type }) : data;
  }
}

let items: readonly ClipboardItem[] = [];

export const clipboard = strict('clipboard', {
  readText,
  writeText,
  read: async () => (copied === '' ? [...items] : [new ClipboardItem({ 'text/plain': await readText() })]),
  write: async (data: readonly ClipboardItem[]) => {
    copied = '';
    items = data;
  },
  has: async (type: string) => type === 'text/plain' && (await readText()) !== '',
  clear: () => {
    copied = '';
    items = [];
  },
});

/** An image without content; decoding is Chromium's work and happens in a page. */
class NativeImage {
  isEmpty(): boolean {
    return true;
  }

  getSize(): { width: number; height: number } {
    return { width: 0, height: 0 };
  }
}

export const nativeImage = strict('nativeImage', {
  createEmpty: () => strict('nativeImage', new NativeImage()),
});

export const crashReporter = strict('crashReporter', {
  start: (options: object) => recordCall('crashReporter.start', options),
  getUploadToServer: () => false,
  setUploadToServer: (upload: boolean) => {
    if (upload) throw notEmulated('crashReporter.setUploadToServer(true)');
  },
});
