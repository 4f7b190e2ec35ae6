import type { Orders } from '../client/orders.ts';
import { Life, type Program } from './life.ts';
import type { Random } from './random.ts';
import type { Truth } from './truth.ts';

export interface ShardOptions {
  readonly program: Program;
  readonly orders: Omit<Orders, 'grant' | 'killAt' | 'listPoints'>;
  readonly intents: number;
  readonly kills: number;
  readonly random: Random;
  readonly truth: Truth;
}

/** Moments that a client passes for one intent, roughly: what a random one is drawn from. */
const POINTS_PER_INTENT = 45;
/** And of those, on the connection of the paid request. */
const PAID_POINTS = 6;
/** Most random delays end a client in the middle of its work; the start itself takes about 100 ms. */
const LONGEST_LIFE_MS = 3000;
/** Lives are so much longer while the work lags behind the kills, so that both come to their end together. */
const STRETCH = 4;

/**
 * One client, killed and started again so many times while it works through its intents, then left to finish. Every
 * kill is a SIGKILL: half of them from outside after a random time, half by the client itself at a random moment.
 */
export class Shard {
  readonly #options: ShardOptions;
  readonly #asked = new Set<string>();
  #kills = 0;
  #pressed = 0;
  #life: Life | null = null;

  constructor(options: ShardOptions) {
    this.#options = options;
  }

  /** Where the client keeps its files. */
  get dir(): string {
    return this.#options.orders.dir;
  }

  get kills(): number {
    return this.#kills;
  }

  get pressed(): number {
    return this.#pressed;
  }

  /** Intents that had to ask the person. */
  get asked(): number {
    return this.#asked.size;
  }

  /** @throws Error when a client ends by itself, which is a bug in it. */
  async run(): Promise<void> {
    const { intents, kills, random } = this.#options;
    while (this.#kills < kills) {
      const share = (intents - this.#pressed) / (kills - this.#kills + 1);
      const more = Math.floor(share) + (random.chance(share % 1) ? 1 : 0);
      await this.#untilKilled(this.#pressed + more, Math.max(1, share));
      this.#kills += 1;
    }
    await this.#untilDone();
  }

  /** Ends the client that is running, if any. */
  stop(): void {
    this.#life?.kill();
  }

  /** @param share intents that this life should get done. */
  async #untilKilled(grant: number, share: number): Promise<void> {
    const { random, intents, kills } = this.#options;
    const stretch = this.#pressed * kills < this.#kills * intents ? STRETCH : 1;
    const longest = LONGEST_LIFE_MS * stretch;
    const bySelf = random.chance(0.5);
    const among = random.chance(0.4) ? 'paid' : 'all';
    const most = among === 'paid' ? PAID_POINTS : POINTS_PER_INTENT * share;
    const nth = random.int(1, Math.ceil(stretch * most));
    const life = this.#live(grant, bySelf ? { nth, among } : null, () => {
      setTimeout(() => life.kill(), random.int(0, 30));
    });
    const timer = setTimeout(() => life.kill(), bySelf ? longest : random.int(1, longest));
    await life.ended();
    clearTimeout(timer);
    this.#life = null;
  }

  async #untilDone(): Promise<void> {
    const life = this.#live(this.#options.intents, null, () => life.end());
    const { killed } = await life.ended();
    this.#life = null;
    if (killed) throw new Error('a client was killed by somebody else');
  }

  #live(grant: number, killAt: Orders['killAt'], onIdle: () => void): Life {
    const { program, orders, truth } = this.#options;
    this.#life = new Life(program, { ...orders, grant, killAt, listPoints: false }, truth, (news) => {
      if (news.type === 'pressed') this.#pressed = Math.max(this.#pressed, news.pressed);
      if (news.type === 'asking') this.#asked.add(news.intent);
      if (news.type === 'idle') onIdle();
    });
    return this.#life;
  }
}
