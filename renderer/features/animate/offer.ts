import { MAX_BATCH } from '../../../preload/contract/limits.ts';
import { type Model, type Params, priceOf } from '../../../preload/contract/model.ts';
import { isDearer, less, type MicroCents, sum, times, ZERO } from '../../../preload/contract/money.ts';
import { isPractice, type World } from '../../state/core.ts';
import { type Draft, modelOf, paramsOf } from '../../state/draft.ts';
import { type Prices, priceKey, saidPrice } from '../../state/prices.ts';
import type { StripItem } from '../../state/strip.ts';
import { isHttps } from './webhook.ts';

/** Why the button cannot send. */
export type Obstacle =
  | { readonly kind: 'no-image' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'no-prompt' }
  | { readonly kind: 'reading'; readonly count: number }
  | { readonly kind: 'no-key' }
  | { readonly kind: 'bad-key' }
  | { readonly kind: 'webhook' }
  | { readonly kind: 'over'; readonly over: MicroCents };

export interface BudgetView {
  readonly budget: MicroCents;
  readonly spent: MicroCents;
  readonly pending: MicroCents;
  /** What is left after this batch; zero when it goes over. */
  readonly left: MicroCents;
  /** How far this batch goes over; zero when it does not. */
  readonly over: MicroCents;
  readonly tone: 'calm' | 'near' | 'over';
}

/** What one clip costs, and where the figure comes from. */
export interface PriceView {
  /** What the service says; the documented price where it has not said. */
  readonly perClip: MicroCents;
  /** The service has said it. */
  readonly said: boolean;
  /** What the service says is not what is documented. */
  readonly differs: boolean;
  /** It is so much more than what is documented that it needs a yes of its own, and has not had it. */
  readonly dearer: boolean;
}

/** What one press of the button would do, and for how much. */
export interface Offer {
  readonly model: Model;
  readonly params: Params;
  readonly sourceIds: readonly string[];
  readonly webhookUrl: string;
  readonly count: number;
  readonly price: PriceView;
  readonly total: MicroCents;
  readonly practice: boolean;
  readonly budget: BudgetView | null;
  readonly obstacle: Obstacle | null;
}

function budgetOf(world: World, total: MicroCents): BudgetView | null {
  const budget = world.settings.monthlyBudget;
  if (budget === null) return null;
  const { month: spent, pending } = world.spend;
  const after = sum([spent, pending, total]);
  const left = less(budget, after);
  const over = less(after, budget);
  const tone = over > 0 ? 'over' : left * 5 < budget ? 'near' : 'calm';
  return { budget, spent, pending, left, over, tone };
}

/** A required text that is empty, such as the prompt. */
function lacksWords(model: Model, params: Params): boolean {
  return model.fields.some(
    (field) => field.required && field.kind.type === 'text' && String(params[field.key] ?? '').trim() === '',
  );
}

/** The service has said no to the key itself, and nothing else has been heard since. */
function isKeyRefused(world: World): boolean {
  return world.account.check?.failure?.code.startsWith('key-') ?? false;
}

function obstacleOf(world: World, offer: Omit<Offer, 'obstacle'>, reading: number): Obstacle | null {
  if (offer.count === 0) return { kind: 'no-image' };
  if (offer.count > MAX_BATCH) return { kind: 'too-many' };
  if (reading > 0) return { kind: 'reading', count: reading };
  if (lacksWords(offer.model, offer.params)) return { kind: 'no-prompt' };
  if (!offer.practice && world.account.key === 'none') return { kind: 'no-key' };
  if (!offer.practice && isKeyRefused(world)) return { kind: 'bad-key' };
  if (!isHttps(offer.webhookUrl)) return { kind: 'webhook' };
  const over = offer.budget?.over ?? ZERO;
  const stops = !offer.practice && world.settings.atBudget === 'stop';
  return stops && over > 0 ? { kind: 'over', over } : null;
}

/** The price of one such clip. Without a word of the service it is arithmetic. */
export function priceFor(world: World, prices: Prices, model: Model, params: Params): PriceView {
  const priced = { modelId: model.id, params };
  const documented = priceOf(model, params);
  const said = saidPrice(prices, world, priced);
  const perClip = said ?? documented;
  const agreed = prices.agreed.get(priceKey(world, priced)) === perClip;
  return {
    perClip,
    said: said !== null,
    differs: perClip !== documented,
    dearer: !agreed && isDearer(perClip, documented),
  };
}

/** The offer for what is on the table now. It works offline and without a key. */
export function offerOf(
  world: World,
  draft: Draft,
  items: readonly StripItem[],
  prices: Prices,
): Offer | null {
  const model = modelOf(world.models, draft.modelId);
  if (!model) return null;
  const params = paramsOf(model, draft.params);
  const sourceIds = items.flatMap((item) => item.source?.id ?? []);
  const count = items.length;
  const price = priceFor(world, prices, model, params);
  const practice = isPractice(world);
  const total = times(price.perClip, count);
  const offer = {
    model,
    params,
    sourceIds,
    webhookUrl: (draft.webhookUrl ?? world.settings.webhookUrl).trim(),
    count,
    price,
    total,
    practice,
    budget: budgetOf(world, practice ? ZERO : total),
  };
  return { ...offer, obstacle: obstacleOf(world, offer, count - sourceIds.length) };
}

/** Two offers with the same key would send the same thing. */
export function offerKey(offer: Offer): string {
  return JSON.stringify([offer.model.id, offer.params, offer.sourceIds]);
}
