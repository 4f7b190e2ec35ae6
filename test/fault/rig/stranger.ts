import { readFile } from 'node:fs/promises';
import { ProviderClient } from '../../../main/core/provider/client.ts';
import { MODELS } from '../client/orders.ts';
import type { Random } from './random.ts';

/** Somebody else who uses the same key with other tools. Faults befall them too; nobody minds. */
export class Stranger {
  readonly #client: ProviderClient;
  readonly #random: Random;
  #picture = '';
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(base: string, key: string, random: Random) {
    this.#client = new ProviderClient({ base: () => base, key: async () => key });
    this.#random = random;
  }

  /**
   * Was here before: makes some jobs of each model, so that the key is known to be shared before anything is sent.
   * From then on makes jobs at random moments, `perMs` a millisecond.
   */
  async begin(picture: string, perMs: number): Promise<void> {
    await this.#upload(await readFile(picture));
    for (const model of [...MODELS, ...MODELS, ...MODELS]) await this.#submit(model);
    this.#next(perMs);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #next(perMs: number): void {
    if (this.#stopped) return;
    const wait = -Math.log(1 - this.#random.next()) / perMs;
    this.#timer = setTimeout(() => {
      void this.#submit(this.#random.pick(MODELS)).then(() => this.#next(perMs));
    }, wait);
  }

  async #upload(picture: Buffer): Promise<void> {
    const place = await this.#client.presign('theirs.jpg', 'image/jpeg');
    const address = place.ok ? place.value : null;
    const put =
      address && (await this.#client.put(address.uploadUrl, 'image/jpeg', picture, () => undefined));
    if (address && put?.ok) this.#picture = address.fileUrl;
    else await this.#upload(picture);
  }

  async #submit(model: string): Promise<void> {
    const input = { prompt: 'Not one of ours.', image_url: this.#picture, duration: '2' };
    const body = Buffer.from(JSON.stringify({ model, input }));
    await this.#client.submit(body, 'stranger', () => undefined);
  }
}
