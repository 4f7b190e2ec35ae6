import { create } from 'zustand';
import type { Failure } from '../../../preload/contract/errors.ts';
import type { Model, Params } from '../../../preload/contract/model.ts';
import { type MicroCents, ZERO } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { worldNow } from '../../state/core.ts';
import { isWaiting, useJobs } from '../../state/jobs.ts';
import { agreeTo, askPrice, usePrices } from '../../state/prices.ts';
import { t } from '../../text/en.ts';
import { priceFor } from '../animate/offer.ts';
import { askOrSay, useQueueUi } from './actions.ts';
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

const jobNow = (jobId: string): JobView | undefined => useJobs.getState().jobs.find(({ id }) => id === jobId);

/** What an edit changes of a job. */
const face = ({ params, estimate }: Pick<JobView, 'params' | 'estimate'>): string =>
  JSON.stringify([Object.entries(params).sort(([one], [other]) => (one < other ? -1 : 1)), estimate]);

/** Gives a waiting job the settings back that it had, at this price. */
async function changeBack(before: JobView, price: MicroCents, confirmed = false): Promise<void> {
  const { id, params, practice } = before;
  const answer = await ask('job.edit', { jobId: id, params, total: price, confirmed });
  if (answer.ok) return;
  const shown = practice ? ZERO : price;
  const go = (other: MicroCents): void => void changeBack(before, other, true);
  const cancel = (): void => offerBack(before, jobNow(id)?.estimate ?? price);
  askOrSay(answer.error, { count: 1, total: price, shown, words: t.queue.save, go, cancel });
}

/** Says that a job has been changed, and what undoing that would cost, for as long as it waits and stays like this. */
function offerBack(before: JobView, price: MicroCents): void {
  const { id, estimate, practice, sourceName } = before;
  /** Main tells of the change in its own time. */
  let changed: string | null = null;
  const holds = (): boolean => {
    const job = jobNow(id);
    if (!job || !isWaiting(job)) return false;
    if (changed === null && face(job) !== face(before)) changed = face(job);
    return changed === null || face(job) === changed;
  };
  if (!holds()) return;
  const title = t.queue.changed(sourceName);
  const body = practice || price === estimate ? '' : t.queue.changedPrice(price, estimate);
  offerUndo({ title, body, look: 'info' }, () => changeBack(before, estimate), holds);
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
  const before = jobNow(jobId);
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
    if (before && face({ params: edit.params, estimate: price }) !== face(before)) offerBack(before, price);
  } else if (answer.error.code === 'ask-first')
    useSaving.setState({ asking: { price, failure: answer.error } });
  else useSaving.setState({ failure: answer.error });
}
