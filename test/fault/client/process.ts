import { flushCompileCache } from 'node:module';
import { type News, type Orders, ordersSchema, type Word, wordSchema } from './orders.ts';
import { watchPoints } from './points.ts';

type Answer = Exclude<Word, { type: 'end' }>;

/** What a client process offers to the rig. */
export interface Client {
  /** The person's answer to a question. */
  answer?(word: Answer): void;
  /** Ends in order. */
  end(): Promise<void>;
}

export function readOrders(): Orders {
  return ordersSchema.parse(JSON.parse(process.argv[2] ?? ''));
}

/** Once the rig is gone nobody hears it, and this process ends at once. */
export const tell = (news: News, heard: () => void = () => undefined): void => {
  process.send?.(news, heard);
};

/** Runs a client until it is told to end, kills itself at the ordered moment, or its rig is gone. */
export async function serve(start: () => Promise<Client>): Promise<void> {
  const { killAt, listPoints } = readOrders();
  const points: string[] = [];
  let count = 0;
  await watchPoints(({ kind, request }) => {
    if (listPoints) points.push(`${kind} ${request}`.trim());
    if (killAt === null || (killAt.among === 'paid' && !request.endsWith('/submit'))) return;
    count += 1;
    if (count === killAt.nth) process.kill(process.pid, 'SIGKILL');
  });
  // Without the rig there is nobody to work for.
  process.once('disconnect', () => process.exit(1));
  const client = await start();
  flushCompileCache();
  process.on('message', (message) => {
    const word = wordSchema.parse(message);
    if (word.type !== 'end') client.answer?.(word);
    else void client.end().then(() => tell({ type: 'ended', points }, () => process.exit(0)));
  });
}
