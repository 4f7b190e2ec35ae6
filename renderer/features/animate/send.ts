import { create } from 'zustand';
import type { Outcome } from '../../../preload/contract/errors.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { ask } from '../../bridge.ts';
import { worldNow } from '../../state/core.ts';
import { useDraft } from '../../state/draft.ts';
import { agreeTo, askPrice, usePrices } from '../../state/prices.ts';
import { rememberSent, useStrip } from '../../state/strip.ts';
import { goToSetting } from '../../state/ui.ts';
import { uuidv7 } from '../../state/uuid.ts';
import { sayFailure } from '../../ui/toasts.ts';
import { type Offer, offerKey, offerOf } from './offer.ts';

export interface Send {
  /** The press that is on its way; a second press meanwhile is the same press. */
  readonly clickId: string | null;
  readonly count: number;
  /** The total that waits for the person's yes. */
  readonly asking: MicroCents | null;
  /** An offer whose price turned out to be another one when it was pressed; nothing was sent. */
  readonly repriced: string | null;
  /** The new price that has been in sight long enough to be agreed to. */
  readonly seen: string | null;
}

export const useSend = create<Send>()(() => ({
  clickId: null,
  count: 0,
  asking: null,
  repriced: null,
  seen: null,
}));

/** Names a price that the person does not know yet and that needs a yes of its own; null for one that does not. */
export function newPrice(offer: Offer, repriced: string | null): string | null {
  const isNew = offer.price.dearer || repriced === offerKey(offer);
  return isNew && !offer.practice ? `${offerKey(offer)} ${offer.total}` : null;
}

/** What the button would do at this moment. */
export function offerNow(): Offer | null {
  const world = worldNow();
  return world && offerOf(world, useDraft.getState(), useStrip.getState().items, usePrices.getState());
}

/** True when the person wants to be asked before this much is spent. */
function mustAsk(offer: Offer): boolean {
  const limit = worldNow()?.settings.askAbove ?? null;
  if (offer.practice) return false;
  return (limit !== null && offer.total > limit) || (offer.budget?.over ?? 0) > 0;
}

/** Main knows of another price: it is asked for, and the press counts only if that is the one that was shown. */
async function afterOtherPrice(offer: Offer): Promise<boolean> {
  await askPrice({ modelId: offer.model.id, params: offer.params });
  const now = offerNow();
  if (now && offerKey(now) === offerKey(offer) && now.total === offer.total) return true;
  useSend.setState({ repriced: offerKey(offer) });
  return false;
}

async function send(offer: Offer, confirmed: boolean): Promise<void> {
  const clickId = uuidv7();
  useSend.setState({ clickId, count: offer.count, asking: null });
  const { model, params, sourceIds, webhookUrl, total, price } = offer;
  const press = (): Promise<Outcome<unknown>> =>
    ask('job.animate', {
      clickId,
      name: '',
      clips: sourceIds.map((sourceId) => ({
        modelId: model.id,
        params: { ...params },
        inputs: [{ field: 'image_url', sourceId }],
      })),
      webhookUrl,
      total,
      confirmed,
    });
  let answer = await press();
  const isRepriced = !answer.ok && answer.error.code === 'price-changed';
  const stands = isRepriced && (await afterOtherPrice(offer));
  if (stands) answer = await press();
  useSend.setState({ clickId: null });
  if (answer.ok) {
    agreeTo({ modelId: model.id, params }, price.perClip);
    rememberSent(sourceIds);
  } else if (answer.error.code === 'ask-first') {
    useSend.setState({ asking: offer.total });
  } else if (!isRepriced || stands) {
    sayFailure(answer.error);
  }
}

/** One press of the button. Asks first where the person wants to be asked. */
export function press(): void {
  const offer = offerNow();
  const { clickId, repriced, seen } = useSend.getState();
  if (!offer || clickId !== null) return;
  if (offer.obstacle) {
    if (offer.obstacle.kind === 'no-prompt') document.getElementById('prompt')?.focus();
    if (offer.obstacle.kind === 'no-key') goToSetting('key');
    return;
  }
  const fresh = newPrice(offer, repriced);
  if (fresh !== null && fresh !== seen) return;
  if (mustAsk(offer)) useSend.setState({ asking: offer.total });
  else void send(offer, false);
}

/** The person has confirmed the total. When it has become another one meanwhile, that is asked about. */
export function confirm(): void {
  const offer = offerNow();
  const { asking, clickId } = useSend.getState();
  const stands = offer?.total === asking;
  useSend.setState({ asking: !offer || stands ? null : offer.total });
  if (offer && stands && !offer.obstacle && clickId === null) void send(offer, true);
}

export function cancelAsking(): void {
  useSend.setState({ asking: null });
}
