import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { ProviderClient } from '../../../main/core/provider/client.ts';
import { intentName, MODELS, NAIVE_RECORD, type Orders, promptOf } from './orders.ts';
import { readOrders, serve, tell } from './process.ts';

const TRIES = 3;
const PAUSE_MS = 100;

const ids = z.object({ jobId: z.optional(z.string()), id: z.optional(z.string()) });
const reply = z.union([
  z.object({ data: ids }),
  z.pipe(
    ids,
    z.transform((data) => ({ data })),
  ),
]);

/** The usual way to use such a service: try again when a send fails, and write down what has worked. */
class NaiveClient {
  readonly #orders: Orders;
  readonly #record: string;
  readonly #known: Set<string>;
  readonly #picture: string;

  constructor(orders: Orders, picture: string) {
    this.#orders = orders;
    this.#picture = picture;
    this.#record = path.join(orders.dir, NAIVE_RECORD);
    const lines = existsSync(this.#record) ? readFileSync(this.#record, 'utf8').split('\n') : [];
    this.#known = new Set(lines.flatMap((line) => line.split(' ')[0] ?? []));
  }

  /** Works through the intents of one model, those that are not known to be paid. */
  async work(model: string, offset: number): Promise<void> {
    const { shard, grant } = this.#orders;
    for (let nth = offset; nth < grant; nth += MODELS.length) {
      const intent = intentName(shard, nth);
      if (!this.#known.has(intent)) await this.#buy(intent, model);
      tell({ type: 'pressed', pressed: nth + 1 });
    }
  }

  async #buy(intent: string, model: string): Promise<void> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const jobId = await this.#send(intent, model).catch(() => null);
      if (jobId !== null) {
        appendFileSync(this.#record, `${intent} ${jobId}\n`);
        return;
      }
      await sleep(PAUSE_MS * attempt);
    }
  }

  async #send(intent: string, model: string): Promise<string | null> {
    const { base, key, seconds } = this.#orders;
    const input = { prompt: promptOf(intent), image_url: this.#picture, duration: String(seconds) };
    const answer = await fetch(`${base}/v1/jobs/submit`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, input }),
    });
    const parsed = reply.safeParse(await answer.json());
    return answer.ok && parsed.success ? (parsed.data.data.jobId ?? parsed.data.data.id ?? null) : null;
  }
}

/** A picture on the service: uploads cost nothing. */
async function upload({ base, key, picture }: Orders): Promise<string> {
  const client = new ProviderClient({ base: () => base, key: async () => key });
  const bytes = await readFile(picture);
  for (;;) {
    const place = await client.presign('image.jpg', 'image/jpeg');
    const put =
      place.ok && (await client.put(place.value.uploadUrl, 'image/jpeg', bytes, () => undefined)).ok;
    if (place.ok && put) return place.value.fileUrl;
  }
}

await serve(async () => {
  const orders = readOrders();
  const client = new NaiveClient(orders, await upload(orders));
  tell({ type: 'ready' });
  await Promise.all(MODELS.map((model, offset) => client.work(model, offset)));
  tell({ type: 'idle' });
  return { end: async () => undefined };
});
