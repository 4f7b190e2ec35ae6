import { type Model, type Params, priceOf } from '../../preload/contract/model.ts';
import { type MicroCents, micro } from '../../preload/contract/money.ts';
import type { ReplyShape } from './shape.ts';

/** What an input costs an account. */
export interface Price {
  /** Before discounts, but by the account's own table where it has one (concepts/pricing). */
  readonly base: MicroCents;
  readonly estimated: MicroCents;
  readonly charged: MicroCents;
}

type Fraction = readonly [numerator: number, denominator: number];

/** How a part of a micro-cent is rounded is not documented; here it is dropped. */
const scaled = (amount: number, [numerator, denominator]: Fraction): MicroCents =>
  micro(Math.floor((amount * numerator) / denominator));

function basePrice(model: Model, params: Params, price: ReplyShape['price']): MicroCents {
  if (price === 'documented') return priceOf(model, params);
  if ('fixed' in price) return micro(price.fixed);
  const name = String(params['resolution']);
  const factor = price.resolution?.[name] ?? model.price.resolution[name] ?? ([1, 1] as const);
  return scaled(price.perSecond * Number(params['duration']), factor);
}

/** The price of an input that the model takes. */
export function priceFor(model: Model, params: Params, shape: ReplyShape): Price {
  const base = basePrice(model, params, shape.price);
  return {
    base,
    estimated: scaled(base, shape.estimateFactor),
    charged: scaled(base, shape.chargeFactor),
  };
}
