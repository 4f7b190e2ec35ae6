import { MAX_OUTPUT_PIECE } from '../../../preload/contract/limits.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** Between two words on how far it is, in milliseconds. */
const PAUSE_MS = 100;

/** The worker's side of its talk with the page. */
export interface Door {
  /** Says how much is done, from 0 to 1, and that the worker is alive. */
  progress(share: number): void;
  /** Gives bytes of the result away; ends when they are written, so that no more than these wait in memory. */
  write(offset: number, bytes: Uint8Array): Promise<void>;
}

/** Opens the door, which also hears when a piece has been written. */
export function openDoor(): Door {
  let written: (() => void) | null = null;
  let last = 0;
  self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    if (data.kind === 'written') written?.();
  });
  const tell = (message: FromWorker, transfer: Transferable[] = []): void =>
    self.postMessage(message, { transfer });
  return {
    progress: (share) => {
      const now = performance.now();
      if (now - last < PAUSE_MS) return;
      last = now;
      tell({ kind: 'progress', share: Math.min(1, Math.max(0, share)) });
    },
    write: async (offset, bytes) => {
      for (let at = 0; at < bytes.length; at += MAX_OUTPUT_PIECE) {
        const piece = bytes.slice(at, at + MAX_OUTPUT_PIECE);
        const answered = new Promise<void>((resolve) => {
          written = resolve;
        });
        tell({ kind: 'write', offset: offset + at, bytes: piece }, [piece.buffer]);
        await answered;
      }
    },
  };
}
