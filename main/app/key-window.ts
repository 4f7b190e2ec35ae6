import { BrowserWindow, ipcMain } from 'electron';
import * as z from 'zod/mini';
import { CHANNELS } from '../../preload/contract/bridge.ts';
import { fail, type Outcome } from '../../preload/contract/errors.ts';
import { ORIGIN } from './protocol.ts';
import { isFrom } from './sender-of.ts';
import { SAFE_PREFERENCES } from './window.ts';
import { WORDS } from './words.ts';

const keyText = z.string().check(z.maxLength(1000));

/**
 * The small window in which a key is typed: its own page without a framework, one channel, gone after saving. The
 * main page never sees the key.
 */
export class KeyWindow {
  readonly #preload: string;
  #window: BrowserWindow | null = null;
  #replace: string | null = null;

  /** @param save takes the key over, for the account that `open` named; the window closes when it succeeds. */
  constructor(preload: string, save: (text: string, replace: string | null) => Promise<Outcome<null>>) {
    this.#preload = preload;
    ipcMain.handle(CHANNELS.keySave, async (event, text: unknown) => {
      if (!isFrom(event, this.#window, 'key')) return fail('not-allowed');
      const parsed = keyText.safeParse(text);
      if (!parsed.success) return fail('not-a-key');
      const saved = await save(parsed.data, this.#replace);
      if (saved.ok) setImmediate(() => this.close());
      return saved;
    });
    ipcMain.on(CHANNELS.keyCancel, (event) => {
      if (isFrom(event, this.#window, 'key')) this.close();
    });
  }

  /** @param replace the account whose key is replaced; null: a further key. */
  open(parent: BrowserWindow | null, replace: string | null): void {
    // Whose key is being typed does not change under the person's hands.
    if (this.#window) {
      this.#window.focus();
      return;
    }
    this.#replace = replace;
    const window = new BrowserWindow({
      ...(parent ? { parent, modal: true } : {}),
      width: 460,
      height: 230,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      show: false,
      title: WORDS.keyWindow,
      autoHideMenuBar: true,
      webPreferences: { ...SAFE_PREFERENCES, preload: this.#preload },
    });
    this.#window = window;
    window.once('ready-to-show', () => window.show());
    window.on('closed', () => {
      this.#window = null;
    });
    void window.loadURL(`${ORIGIN}/key.html`).catch(() => this.close());
  }

  close(): void {
    this.#window?.destroy();
    this.#window = null;
  }
}
