import { setImmediate as breathe } from 'node:timers/promises';
import { MessageChannel, type TransferListItem, Worker } from 'node:worker_threads';
import type { Log } from '../ports.ts';
import { errorOf, type FillMessage, type FillWork, type ReadWork, textOf } from './fill-messages.ts';
import type { SharedTurn } from './shared-turn.ts';

export interface ApartOptions {
  readonly indexPath: string;
  readonly careless: boolean;
  readonly turn: SharedTurn;
  readonly log: Log;
  /** The folder's place and its id. */
  readonly root: string;
  readonly folder: string;
  /** Sidecars without a row; those whose clip's file is not there. */
  readonly names: readonly string[];
  readonly missing: readonly string[];
  /** Ids of clips with edits that their sidecars do not say yet. */
  readonly pending: readonly string[];
}

type Step = Extract<FillMessage, { kind: 'step' }>;

/**
 * Gives many clips their rows in threads of their own, so that nobody waits for it: one reads sidecars, one writes.
 * @param onStep rows that are there now.
 * @returns false when it did not come to its end: there are no threads, one has died, or somebody has ended it.
 * @throws what SQLite has thrown in the other thread.
 */
export async function fillApart(options: ApartOptions, onStep: (step: Step) => void): Promise<boolean> {
  const { indexPath, careless, turn, log, root, folder, names, missing, pending } = options;
  const { port1, port2 } = new MessageChannel();
  const lists = { names: textOf(names), missing: textOf(missing), pending: textOf(pending) };
  const threads: Worker[] = [];
  const failed = (error: unknown): void => log('warn', 'library.thread-failed', { detail: String(error) });
  const start = (work: ReadWork | FillWork): Worker | null => {
    const transferList: TransferListItem[] = [work.port];
    try {
      const thread = new Worker(script, { workerData: work, transferList }).on('error', failed);
      threads.push(thread);
      return thread;
    } catch (error) {
      failed(error);
      return null;
    }
  };
  try {
    const { memory } = turn;
    // Each takes some milliseconds here before it runs by itself.
    await breathe();
    const reader = start({ kind: 'read', port: port1, root, folder, ...lists });
    await breathe();
    const filler =
      reader && start({ kind: 'fill', port: port2, indexPath, careless, memory, total: names.length });
    return filler !== null && (await endOf(filler, turn, onStep));
  } finally {
    turn.end();
    for (const thread of threads) void thread.terminate();
  }
}

/** Whether the thread that fills has come to its end. */
function endOf(filler: Worker, turn: SharedTurn, onStep: (step: Step) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    filler.on('message', (message: FillMessage) => {
      if (message.kind === 'step') onStep(message);
      else if (message.kind === 'failed') reject(errorOf(message.error));
      else resolve(message.kind === 'done');
    });
    filler.once('exit', () => {
      turn.leave();
      resolve(false);
    });
  });
}

/** The same script as it is written, and as it is bundled. */
const script = new URL(
  import.meta.url.endsWith('.ts') ? 'fill-worker.ts' : 'fill-worker.js',
  import.meta.url,
);
