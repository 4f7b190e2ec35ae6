import { create } from 'zustand';
import type { Failure } from '../../../preload/contract/errors.ts';
import type { Model, Params } from '../../../preload/contract/model.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { worldNow } from '../../state/core.ts';
import { useJobs } from '../../state/jobs.ts';
import { toFailure } from '../../state/models.ts';
import { agreeTo, askPrice, usePrices } from '../../state/prices.ts';
import { t } from '../../text/en.ts';
import { sayFailure } from '../../ui/toasts.ts';
import { priceFor } from '../animate/offer.ts';
import { useQueueUi, whyAsked } from './actions.ts';
import { offerUndo } from './offer-undo.ts';

export interface Saving {
  readonly working: boolean;
  /** What stood in the way of the last press. */
  readonly failure: Failure | null;
  /** The price that waits for the person's yes, and why it is asked. */
  readonly asking: { readonly price: MicroCents; readonly failure: Failure } | null;
}

const AT_REST: Saving = { working: false, failure: null, asking: null };

/** The press of Save that is on its way. */
export const useSaving = create<Saving>()(() => AT_REST);

export function closeEdit(): void {
  useQueueUi.setState({ editing: null });
  useSaving.setState(AT_REST);
}

/** Gives a waiting job the settings and the price back that it had. */
async function changeBack(before: JobView, confirmed = false): Promise<void> {
  const { id, params, estimate } = before;
  const answer = await ask('job.edit', { jobId: id, params, total: estimate, confirmed });
  if (answer.ok) return;
  if (answer.error.code !== 'ask-first') return sayFailure(toFailure(answer.error));
  useQueueUi.setState({
    confirming: {
      count: 1,
      total: estimate,
      why: whyAsked(answer.error),
      words: t.queue.save(estimate),
      go: () => void changeBack(before, true),
    },
  });
}

/**
 * Saves other settings of a waiting job at the price that the button showed; the toast brings the earlier ones back.
 * When main knows of another price, that is asked for and shown, and nothing is saved.
 */
export async function saveEdit(
  jobId: string,
  model: Model,
  params: Params,
  price: MicroCents,
  confirmed: boolean,
): Promise<void> {
  if (useSaving.getState().working) return;
  useSaving.setState({ working: true, failure: null, asking: null });
  const before = useJobs.getState().jobs.find(({ id }) => id === jobId);
  const priced = { modelId: model.id, params };
  const edit = { jobId, params: { ...params }, total: price, confirmed };
  let answer = await ask('job.edit', edit);
  if (!answer.ok && answer.error.code === 'price-changed') {
    await askPrice(priced);
    const world = worldNow();
    if (world && priceFor(world, usePrices.getState(), model, params).perClip === price)
      answer = await ask('job.edit', edit);
  }
  useSaving.setState({ working: false });
  if (answer.ok) {
    agreeTo(priced, price);
    closeEdit();
    if (before === undefined) return;
    const cost = before.practice ? '' : t.queue.changedPrice(price, before.estimate);
    offerUndo({ title: t.queue.changed, body: cost, look: 'info' }, () => changeBack(before));
  } else if (answer.error.code === 'ask-first')
    useSaving.setState({ asking: { price, failure: answer.error } });
  else useSaving.setState({ failure: answer.error });
}
