import { type BrowserWindow, clipboard } from 'electron';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { MAX_COPIED_BYTES } from '../../preload/contract/limits.ts';

/** So long after the person has pressed something they still wait for what it does, in milliseconds. */
const PRESS_MS = 1000;
/** What presses a button, by key, mouse or finger. */
const PRESSES: ReadonlySet<string> = new Set([
  'mouseDown',
  'mouseUp',
  'rawKeyDown',
  'keyDown',
  'keyUp',
  'touchEnd',
  'gestureTap',
]);

/** Reads the picture on the clipboard for the page, once for each thing that the person has pressed in its window. */
export class CopiedPicture {
  readonly #now: () => number;
  #pressedAt = Number.NEGATIVE_INFINITY;
  #reading = false;

  /** @param now in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Presses count only as long as the window has the focus, and only real ones: no script can make them. */
  watch(window: BrowserWindow): void {
    window.webContents.on('input-event', (_, { type }) => {
      if (PRESSES.has(type)) this.#pressedAt = this.#now();
    });
    window.on('blur', () => this.#forget());
  }

  #forget(): void {
    this.#pressedAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * The picture as its file would be; null: there is none that can be a start image.
   * @returns `not-allowed` without a press a moment before, or while another one is read; `too-large`.
   */
  async read(): Promise<Outcome<Blob | null>> {
    if (this.#reading || this.#now() - this.#pressedAt > PRESS_MS) return fail('not-allowed');
    this.#forget();
    this.#reading = true;
    try {
      const picture = await onClipboard();
      if (picture && picture.size > MAX_COPIED_BYTES)
        return fail('too-large', undefined, { limit: MAX_COPIED_BYTES });
      return ok(picture);
    } finally {
      this.#reading = false;
    }
  }
}

async function onClipboard(): Promise<Blob | null> {
  for (const item of await clipboard.read().catch(() => [])) {
    const type = item.types.find((name) => name.startsWith('image/') && !name.startsWith('image/svg'));
    const data = type === undefined ? null : await item.getType(type).catch(() => null);
    if (data instanceof Blob) return data;
  }
  return null;
}
