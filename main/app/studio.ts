import { randomUUID } from 'node:crypto';
import { BrowserWindow, type IpcMainEvent, ipcMain } from 'electron';
import * as z from 'zod/mini';
import { CHANNELS } from '../../preload/contract/bridge.ts';
import { MAX_PREPARED_BYTES, MAX_STUDIO_BYTES } from '../../preload/contract/limits.ts';
import type { StudioClipJob, StudioJob, StudioPictureJob } from '../../preload/contract/studio.ts';
import type { Log } from '../core/ports.ts';
import { ClipInterrupted, type MakeClip } from '../practice/make-clip.ts';
import { ORIGIN } from './protocol.ts';
import { isFrom } from './sender-of.ts';
import { SAFE_PREFERENCES } from './window.ts';

export interface StudioOptions {
  /** Path of the studio's own preload bundle. */
  readonly preload: string;
  readonly log: Log;
  /** Longest time for one clip, in milliseconds. */
  readonly timeoutMs?: number;
  /** Time without work after which the window goes away, in milliseconds. */
  readonly idleMs?: number;
}

export interface Studio {
  readonly makeClip: MakeClip;
  /** A picture under an address of the app as a JPEG that is ready to send; rejects with a code of `errors.ts` where it can say one. */
  readonly preparePicture: (picture: Omit<StudioPictureJob, 'kind' | 'id'>) => Promise<Uint8Array>;
  /** Ends the window; a clip in the making is interrupted. The next one opens a new window. */
  close(): void;
}

const resultSchema = z.discriminatedUnion('ok', [
  z.object({
    id: z.string(),
    ok: z.literal(true),
    bytes: z.instanceof(Uint8Array).check(z.refine((bytes) => bytes.byteLength <= MAX_STUDIO_BYTES)),
  }),
  z.object({ id: z.string(), ok: z.literal(false), message: z.string() }),
]);

/** The window crashed under a clip; another one may do better. */
class StudioCrash extends Error {}

type Order = Omit<StudioClipJob, 'id'> | Omit<StudioPictureJob, 'id'>;

interface Current {
  readonly id: string;
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * Makes practice clips, and pictures of commands ready to send, in a hidden window, which opens with the first and
 * goes a minute after the last. One at a time; one that is lost to a crash is tried once more in a new window.
 */
export function createStudio(options: StudioOptions): Studio {
  const { preload, log, timeoutMs = 240_000, idleMs = 60_000 } = options;
  let window: BrowserWindow | null = null;
  let opening: Promise<BrowserWindow> | null = null;
  let current: Current | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let idleTimer: NodeJS.Timeout | undefined;

  const close = (reason: Error) => {
    clearTimeout(idleTimer);
    const gone = window;
    window = null;
    opening = null;
    current?.reject(reason);
    if (gone && !gone.isDestroyed()) gone.destroy();
  };

  const open = async (): Promise<BrowserWindow> => {
    const fresh = new BrowserWindow({
      show: false,
      width: 320,
      height: 180,
      webPreferences: { ...SAFE_PREFERENCES, preload, backgroundThrottling: false },
    });
    window = fresh;
    fresh.webContents.on('render-process-gone', (_event, details) => {
      log('warn', 'studio.gone', { reason: details.reason });
      if (window === fresh) close(new StudioCrash('the studio crashed'));
    });
    fresh.once('closed', () => {
      if (window === fresh) close(new ClipInterrupted('the studio was closed'));
    });
    await fresh.loadURL(`${ORIGIN}/studio.html`);
    return fresh;
  };

  const runOnce = async (order: Order): Promise<Uint8Array> => {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const id = randomUUID();
    current = { id, resolve, reject };
    // A page that hangs is ended with its window.
    const timer = setTimeout(() => close(new Error(`no clip after ${timeoutMs} ms`)), timeoutMs);
    opening ??= open();
    opening
      .then((target) => {
        target.webContents.send(CHANNELS.studioJob, { ...order, id } satisfies StudioJob);
      })
      .catch((error: unknown) => {
        if (current?.id === id) close(error instanceof Error ? error : new Error(String(error)));
      });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      current = null;
    }
  };

  const run = async (order: Order): Promise<Uint8Array> => {
    clearTimeout(idleTimer);
    try {
      return await runOnce(order).catch((error: unknown) => {
        if (error instanceof StudioCrash) return runOnce(order);
        throw error;
      });
    } finally {
      clearTimeout(idleTimer);
      idleTimer = setTimeout(() => close(new Error('the studio was idle')), idleMs);
      idleTimer.unref();
    }
  };

  ipcMain.on(CHANNELS.studioDone, (event: IpcMainEvent, message: unknown) => {
    if (!isFrom(event, window, 'studio')) {
      log('warn', 'studio.refused', { webContents: event.sender.id });
      return;
    }
    if (!current) return;
    const result = resultSchema.safeParse(message);
    if (!result.success) return current.reject(new Error('the studio answered out of turn'));
    if (result.data.id !== current.id) return;
    if (result.data.ok) current.resolve(result.data.bytes);
    else current.reject(new Error(result.data.message.slice(0, 500)));
  });

  const inTurn = (order: Order): Promise<Uint8Array> => {
    const made = queue.then(() => run(order));
    queue = made.catch(() => undefined);
    return made;
  };

  return {
    makeClip: async (image, spec) => {
      if (image.byteLength > MAX_PREPARED_BYTES) throw new Error('the picture is too large for the studio');
      return inTurn({ kind: 'clip', image: new Uint8Array(image), ...spec });
    },
    preparePicture: (picture) => inTurn({ kind: 'picture', ...picture }),
    close: () => close(new ClipInterrupted('the studio was closed')),
  };
}
