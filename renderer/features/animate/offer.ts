import { MAX_BATCH } from '../../../preload/contract/limits.ts';
import { fieldOf, type Model, type Params, priceOf } from '../../../preload/contract/model.ts';
import { isDearer, less, type MicroCents, sum, times, ZERO } from '../../../preload/contract/money.ts';
import type { Batch } from '../../state/batch.ts';
import { isPractice, payerOf, type World } from '../../state/core.ts';
import type { Draft } from '../../state/draft.ts';
import { type Prices, priceKey, saidPrice } from '../../state/prices.ts';
import { type References, takesReferences } from '../../state/references.ts';
import type { StripItem } from '../../state/strip.ts';
import {
  type Clip,
  cheapest,
  clipsOf,
  clipsPerSetting,
  distinct,
  type Form,
  type Size,
  settingsInUse,
  sizeOf,
} from './batch/clips.ts';
import { formOf } from './batch/form.ts';
import { isHttps } from './webhook.ts';

/** Where words are missing or too many: with a picture, or in one of the prompts. */
export interface WordsPlace {
  readonly pictureKey: string | null;
  readonly prompt: number;
}

/** Why the button cannot send. */
export type Obstacle =
  | { readonly kind: 'no-image' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'no-prompt'; readonly at: WordsPlace }
  | { readonly kind: 'long-prompt'; readonly at: WordsPlace; readonly model: string; readonly max: number }
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

/** Clips of one price. */
export interface Line {
  readonly model: Model;
  readonly params: Params;
  readonly count: number;
  readonly price: PriceView;
}

/** What one press of a button would do, and for how much. */
export interface Offer {
  readonly size: Size;
  readonly count: number;
  /** Every clip, as soon as no obstacle is left. */
  readonly clips: readonly Clip[];
  /** The pictures that go into it. */
  readonly sourceIds: readonly string[];
  /** One for each set of settings; at least one, also where there is nothing to send yet. */
  readonly lines: readonly Line[];
  readonly total: MicroCents;
  /** A video goes in, and what its length adds is not known before. */
  readonly atLeast: boolean;
  readonly webhookUrl: string;
  readonly name: string;
  readonly practice: boolean;
  /** Whose key pays, or practice. */
  readonly payer: string;
  readonly budget: BudgetView | null;
  readonly obstacle: Obstacle | null;
}

/** What can be sent now, and the same at its cheapest to look at first; null where that is not much cheaper. */
export interface Offers {
  readonly final: Offer;
  readonly first: Offer | null;
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

/** The first prompt that is empty, or longer than one of the models takes. */
function wordsObstacle(form: Form): Obstacle | null {
  const words: { readonly text: string; readonly at: WordsPlace }[] =
    form.each && form.pictures.length > 0
      ? form.pictures.map(({ key, prompt }) => ({
          text: prompt ?? form.prompts[0] ?? '',
          at: { pictureKey: key, prompt: 0 },
        }))
      : form.prompts.map((text, prompt) => ({ text, at: { pictureKey: null, prompt } }));
  const empty = words.find(({ text }) => text.trim() === '');
  if (empty) return { kind: 'no-prompt', at: empty.at };
  for (const { model } of form.settings) {
    const kind = fieldOf(model, 'prompt')?.kind;
    if (kind?.type !== 'text') continue;
    const long = words.find(({ text }) => text.trim().length > kind.maxLength);
    if (long) return { kind: 'long-prompt', at: long.at, model: model.name, max: kind.maxLength };
  }
  return null;
}

/** The service has said no to the key itself, and nothing else has been heard since. */
function isKeyRefused(world: World): boolean {
  return world.account.check?.failure?.code.startsWith('key-') ?? false;
}

function obstacleOf(world: World, form: Form, offer: Omit<Offer, 'obstacle' | 'clips'>): Obstacle | null {
  const takes = form.settings.some(({ model }) => takesReferences(model));
  const reading = form.pictures.length - offer.sourceIds.length + (takes ? form.reading : 0);
  if (offer.count > MAX_BATCH) return { kind: 'too-many' };
  if (reading > 0) return { kind: 'reading', count: reading };
  if (offer.count === 0) return { kind: 'no-image' };
  const words = wordsObstacle(form);
  if (words) return words;
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

/** One line for each price that is not another one's: what settings differ in may cost nothing. */
function linesOf(world: World, prices: Prices, form: Form): Line[] {
  const count = clipsPerSetting(form);
  const used = settingsInUse(form);
  const shown = used.length > 0 ? used : form.settings.slice(0, 1);
  const lines = new Map<string, Line>();
  for (const { model, params } of shown) {
    const key = priceKey(world, { modelId: model.id, params });
    const before = lines.get(key)?.count ?? 0;
    const price = priceFor(world, prices, model, params);
    lines.set(key, { model, params, count: used.length > 0 ? before + count : 0, price });
  }
  return [...lines.values()];
}

function offerFor(
  world: World,
  form: Form,
  prices: Prices,
  about: Pick<Offer, 'webhookUrl' | 'name'>,
): Offer {
  const size = sizeOf(form);
  const lines = linesOf(world, prices, form);
  const total = sum(lines.map(({ price, count }) => times(price.perClip, count)));
  const practice = isPractice(world);
  const first = form.pictures[0]?.sourceId ?? null;
  const offer = {
    ...about,
    size,
    count: size.count,
    sourceIds: form.pictures.flatMap(({ sourceId }) => sourceId ?? []),
    lines,
    total,
    atLeast: settingsInUse(form).some(({ model }) =>
      form
        .inputs(model, first)
        .some(({ field }) => fieldOf(model, field)?.kind.type === 'media' && field === 'video_url'),
    ),
    practice,
    payer: payerOf(world),
    budget: budgetOf(world, practice ? ZERO : total),
  };
  const obstacle = obstacleOf(world, form, offer);
  return { ...offer, obstacle, clips: obstacle ? [] : clipsOf(form) };
}

/** What is on the table. */
export interface Table {
  readonly draft: Draft;
  readonly batch: Batch;
  readonly items: readonly StripItem[];
  readonly references: References;
}

/** A first look that costs more than one part in this many of the full batch is no cheap one. */
const WORTH_A_LOOK = 2;

/** The offers for what is on the table. They work offline and without a key. */
export function offersOf(world: World, table: Table, prices: Prices): Offers | null {
  const { draft, batch, items, references } = table;
  const form = formOf(world, draft, batch, items, references);
  if (!form) return null;
  const about = { webhookUrl: (draft.webhookUrl ?? world.settings.webhookUrl).trim(), name: batch.name };
  const final = offerFor(world, form, prices, about);
  const first = offerFor(world, { ...form, settings: distinct(form.settings.map(cheapest)) }, prices, about);
  return { final, first: first.total * WORTH_A_LOOK <= final.total ? first : null };
}

/** Two offers with the same key would send the same thing. */
export function offerKey(offer: Offer): string {
  return JSON.stringify(offer.clips);
}
