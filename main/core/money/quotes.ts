import type { Params } from '../../../preload/contract/model.ts';
import { isDearer, type MicroCents, sum } from '../../../preload/contract/money.ts';
import type { Clock } from '../ports.ts';

/** How long the service's word on a price is taken for its present one. */
const FRESH_MS = 10 * 60_000;
/** Older than this it is asked for again where that can be had. */
const RECENT_MS = 60_000;

interface Quote {
  readonly price: MicroCents;
  readonly at: number;
}

/**
 * What the service says that one clip costs, by account and by what a price depends on. It may differ from the
 * documented tables: accounts have prices of their own (concepts/pricing). Kept in memory; learned anew after a start.
 */
export class Quotes {
  readonly #clock: Clock;
  readonly #quotes = new Map<string, Quote>();
  #era = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Price of one clip in micro-cents, or null where the service has not said one in the last ten minutes. */
  get(accountId: string, modelId: string, params: Params): MicroCents | null {
    const quote = this.#quotes.get(keyOf(accountId, modelId, params));
    return quote && this.#clock.now() - quote.at < FRESH_MS ? quote.price : null;
  }

  /** The same, but null as well where it was said more than a minute ago. */
  recent(accountId: string, modelId: string, params: Params): MicroCents | null {
    const quote = this.#quotes.get(keyOf(accountId, modelId, params));
    return quote && this.#clock.now() - quote.at < RECENT_MS ? quote.price : null;
  }

  set(accountId: string, modelId: string, params: Params, price: MicroCents): void {
    this.#quotes.set(keyOf(accountId, modelId, params), { price, at: this.#clock.now() });
  }

  /** Another number since all was forgotten: an answer to a question of before says nothing now. */
  get era(): number {
    return this.#era;
  }

  /** Another key or address may have other prices. */
  forget(): void {
    this.#quotes.clear();
    this.#era += 1;
  }
}

/** The parameters that a price depends on (see `priceOf`). */
export const pricedParams = ({ duration, resolution }: Params): Params => ({
  ...(duration === undefined ? {} : { duration }),
  ...(resolution === undefined ? {} : { resolution }),
});

const keyOf = (accountId: string, modelId: string, params: Params): string =>
  `${accountId} ${modelId} ${params['duration']} ${params['resolution']}`;

/** One clip of a press of the button: what is documented that it costs, and what the service says, if it does. */
export interface Priced {
  readonly documented: MicroCents;
  readonly quote: MicroCents | null;
}

/** What the service says that clips cost together; the documented price where it does not say. */
export const totalPrice = (clips: readonly Priced[]): MicroCents =>
  sum(clips.map(({ documented, quote }) => quote ?? documented));

/**
 * The price of each clip that a press of the button agrees to, when it showed `total` for all of them.
 * @returns null when that is neither the service's price nor a documented one that the service's comes close to.
 */
export function agreedPrices(clips: readonly Priced[], total: MicroCents): MicroCents[] | null {
  if (totalPrice(clips) === total) return clips.map(({ documented, quote }) => quote ?? documented);
  const isDear = clips.some(({ documented, quote }) => quote !== null && isDearer(quote, documented));
  const documented = clips.map((clip) => clip.documented);
  return !isDear && sum(documented) === total ? documented : null;
}
