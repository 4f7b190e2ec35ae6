import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { AnswerOf, FromWorker, MediaTask, ToWorker } from './messages.ts';

/** A worker that says nothing for so long is stuck in a file and will not come back. */
const PATIENCE_MS = 45_000;

interface RunOptions {
  /** Share that is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Takes a piece of the result; the next one comes when this has ended. A failure ends the task. */
  readonly write?: (offset: number, bytes: Uint8Array<ArrayBuffer>) => Promise<Outcome<unknown>>;
  /** Ends the task: `cancelled` is then the detail of its failure. */
  readonly signal?: AbortSignal;
  /** Milliseconds that the worker may say nothing; without: `PATIENCE_MS`. */
  readonly patience?: number;
}

/**
 * Media tasks in a worker of their own, one at a time. A task that fails to say anything, or that takes its worker
 * along, ends as a failure; the next one gets a new worker.
 */
export class MediaHand {
  #worker: Worker | null = null;

  /** Runs one task. @returns its answer, or why there is none; never hangs and never throws. */
  async run<T extends MediaTask>(task: T, options: RunOptions = {}): Promise<Outcome<AnswerOf<T>>> {
    const { onProgress, write, signal, patience = PATIENCE_MS } = options;
    if (signal?.aborted) return fail('internal', 'cancelled');
    this.#worker ??= new Worker(new URL('./media.worker.ts', import.meta.url), { type: 'module' });
    const worker = this.#worker;
    const tell = (message: ToWorker): void => worker.postMessage(message);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ended = new AbortController();
    const outcome = await new Promise<Outcome<AnswerOf<T>>>((resolve) => {
      const listen = { signal: ended.signal };
      const wait = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => resolve(fail('tool-stuck')), patience);
      };
      worker.addEventListener(
        'message',
        async ({ data }: MessageEvent<FromWorker<T>>) => {
          wait();
          if (data.kind === 'progress') onProgress?.(data.share);
          else if (data.kind === 'done') resolve(ok(data.answer));
          else if (data.kind === 'failed') resolve({ ok: false, error: data.error });
          else {
            // A slow disk is no stuck worker.
            clearTimeout(timer);
            const written = await write?.(data.offset, data.bytes);
            if (ended.signal.aborted) return;
            wait();
            if (written?.ok) tell({ kind: 'written' });
            else resolve(written ?? fail('internal'));
          }
        },
        listen,
      );
      // It died of the file, most likely of the memory that it asks for.
      worker.addEventListener('error', () => resolve(fail('clip-unreadable', 'the worker ended')), listen);
      signal?.addEventListener('abort', () => resolve(fail('internal', 'cancelled')), listen);
      wait();
      tell({ kind: 'begin', task });
    });
    clearTimeout(timer);
    ended.abort();
    if (!outcome.ok) this.end();
    return outcome;
  }

  /** Ends the worker, with whatever it is doing. */
  end(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}

/** Runs one task in a worker that ends with it. */
export async function runMedia<T extends MediaTask>(
  task: T,
  options: RunOptions = {},
): Promise<Outcome<AnswerOf<T>>> {
  const hand = new MediaHand();
  try {
    return await hand.run(task, options);
  } finally {
    hand.end();
  }
}
