import type { Params } from '../../../preload/contract/model.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { findModel } from '../catalogue/catalogue.ts';
import { requestInput } from '../catalogue/request.ts';
import { pricedParams } from '../money/quotes.ts';
import type { JobContext } from './context.ts';

/**
 * What the service says that one clip costs, in micro-cents: asked at most every ten minutes for the same settings,
 * with nothing in the question but what the price depends on. Null where it does not say.
 */
export async function askPrice(
  context: Pick<JobContext, 'quotes' | 'client'>,
  accountId: string,
  modelId: string,
  params: Params,
): Promise<MicroCents | null> {
  const known = context.quotes.get(accountId, modelId, params);
  const model = findModel(modelId);
  if (known !== null || !model) return known;
  const input = requestInput(model, pricedParams(params), [], new Map());
  const answer = await context.client(accountId).estimate(modelId, input);
  if (!answer.ok) return null;
  context.quotes.set(accountId, modelId, params, answer.value.estimate);
  return answer.value.estimate;
}
