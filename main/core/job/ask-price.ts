import { fitParams, type Model, type Params } from '../../../preload/contract/model.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { findModel } from '../catalogue/catalogue.ts';
import { requestInput } from '../catalogue/request.ts';
import { pricedParams } from '../money/quotes.ts';
import { isKeyUsable } from './accounts.ts';
import type { JobContext } from './context.ts';

/** A send does not wait longer for a price; one that comes later is still taken in. */
const PATIENCE_MS = 5000;
/** A service that did not say is not asked the same again for so long. */
const SILENT_MS = 30_000;

/**
 * Questions for prices, by account and by what a price depends on. Only what the catalogue knows gets here, so there
 * are no more of them than there are prices.
 */
export class PriceDesk {
  readonly asking = new Map<string, Promise<MicroCents | null>>();
  /** In milliseconds of the monotonic clock. */
  readonly silentUntil = new Map<string, number>();
}

type PriceContext = Pick<JobContext, 'accounts' | 'client' | 'clock' | 'prices' | 'quotes'>;

/**
 * What the service says that one clip costs, in micro-cents: asked at most once a minute for the same settings,
 * with nothing in the question but what the price depends on. Where it does not say within five seconds or cannot be
 * asked now, what it said in the last ten minutes; null where it did not, or where the model takes no such settings.
 * @param insist ask although it did not say a moment ago: before money is spent.
 */
export async function askPrice(
  context: PriceContext,
  accountId: string,
  modelId: string,
  params: Params,
  { insist = false }: { readonly insist?: boolean } = {},
): Promise<MicroCents | null> {
  const model = findModel(modelId);
  const priced = pricedParams(params);
  if (!model || !isTaken(model, priced)) return null;
  const recent = context.quotes.recent(accountId, modelId, priced);
  if (recent !== null) return recent;
  const known = context.quotes.get(accountId, modelId, priced);
  if (!mayAsk(context, accountId)) return known;
  const { prices, clock, quotes } = context;
  const key = [quotes.era, accountId, modelId, ...Object.values(priced)].join(' ');
  if (!insist && (prices.silentUntil.get(key) ?? 0) > clock.monotonic()) return known;
  let answer = prices.asking.get(key);
  if (!answer) {
    answer = ask(context, accountId, model, priced).finally(() => prices.asking.delete(key));
    prices.asking.set(key, answer);
  }
  const price = await within(context, answer);
  if (price === null) prices.silentUntil.set(key, clock.monotonic() + SILENT_MS);
  return price ?? known;
}

/** A prompt may still be missing: a price needs only the length and the resolution. */
function isTaken(model: Model, priced: Params): boolean {
  const fitted = fitParams(model, priced);
  return ['duration', 'resolution'].every((key) => key in priced && fitted[key] === priced[key]);
}

function mayAsk({ accounts, clock }: PriceContext, accountId: string): boolean {
  const account = accounts.of(accountId);
  const now = clock.now();
  return isKeyUsable(account, now) && account.slowUntil <= now && account.unreachableUntil <= now;
}

async function ask(
  context: PriceContext,
  accountId: string,
  model: Model,
  priced: Params,
): Promise<MicroCents | null> {
  const input = requestInput(model, priced, [], new Map());
  const { era } = context.quotes;
  const answer = await context.client(accountId).estimate(model.id, input);
  if (!answer.ok || context.quotes.era !== era) return null;
  context.quotes.set(accountId, model.id, priced, answer.value.estimate);
  return answer.value.estimate;
}

async function within(
  { clock }: PriceContext,
  answer: Promise<MicroCents | null>,
): Promise<MicroCents | null> {
  let cancel = (): void => undefined;
  const late = new Promise<null>((resolve) => {
    cancel = clock.after(PATIENCE_MS, () => resolve(null));
  });
  return Promise.race([answer, late]).finally(() => cancel());
}
