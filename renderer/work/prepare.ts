import type { PrepareOptions, PrepareReply, PrepareRequest } from './prepare-messages.ts';

/** Two at once: enough to keep a small machine busy, few enough to leave the page its core. */
const WORKERS = 2;

interface Task {
  readonly request: PrepareRequest;
  readonly resolve: (reply: PrepareReply) => void;
}

interface Hand {
  readonly worker: Worker;
  task: Task | null;
}

const hands: Hand[] = [];
const queue: Task[] = [];
let lastId = 0;

function finish(hand: Hand, reply: PrepareReply): void {
  const { task } = hand;
  hand.task = null;
  task?.resolve(reply);
  next();
}

function hire(): Hand {
  const worker = new Worker(new URL('./prepare.worker.ts', import.meta.url), { type: 'module' });
  const hand: Hand = { worker, task: null };
  worker.addEventListener('message', (event: MessageEvent<PrepareReply>) => finish(hand, event.data));
  // A worker that died (out of memory, most likely) is replaced; its picture counts as unreadable.
  worker.addEventListener('error', () => {
    worker.terminate();
    hands.splice(hands.indexOf(hand), 1);
    finish(hand, { id: hand.task?.request.id ?? 0, ok: false, code: 'undecodable' });
  });
  hands.push(hand);
  return hand;
}

function next(): void {
  while (queue.length > 0) {
    const free = hands.find((hand) => hand.task === null) ?? (hands.length < WORKERS ? hire() : undefined);
    if (!free) return;
    const task = queue.shift();
    if (!task) return;
    free.task = task;
    free.worker.postMessage(task.request);
  }
}

/**
 * A JPEG that is ready to send, of a file or of what lies under an address of the app's own (`/media/<id>`). Pictures
 * wait their turn; the order of calls is kept.
 */
export function prepare(from: File | string, options: PrepareOptions = {}): Promise<PrepareReply> {
  return new Promise((resolve) => {
    lastId += 1;
    queue.push({ request: { ...options, id: lastId, from }, resolve });
    next();
  });
}
