import { create } from 'zustand';
import type { Failure } from '../../../preload/contract/errors.ts';
import { isMicroCents, type MicroCents } from '../../../preload/contract/money.ts';
import { ask } from '../../bridge.ts';
import { worldNow } from '../../state/core.ts';
import { useDraft } from '../../state/draft.ts';
import { toFailure } from '../../state/models.ts';
import { rememberSent, useStrip } from '../../state/strip.ts';
import { goToSetting } from '../../state/ui.ts';
import { uuidv7 } from '../../state/uuid.ts';
import { sayFailure } from '../../ui/toasts.ts';
import { type Offer, offerKey, offerOf } from './offer.ts';

/** Another price than ours, for exactly this offer. */
export interface OtherPrice {
  readonly key: string;
  readonly total: MicroCents;
  readonly perClip: MicroCents | null;
}

export interface Send {
  /** The press that is on its way; a second press meanwhile is the same press. */
  readonly clickId: string | null;
  readonly count: number;
  /** Waiting for the person to confirm the total. */
  readonly asking: boolean;
  readonly otherPrice: OtherPrice | null;
}

export const useSend = create<Send>()(() => ({ clickId: null, count: 0, asking: false, otherPrice: null }));

/** What the button would do at this moment. */
export function offerNow(): Offer | null {
  const world = worldNow();
  return world && offerOf(world, useDraft.getState(), useStrip.getState().items);
}

/** The service's own price for this offer, when it has said one; otherwise ours. */
export function priceToPay(offer: Offer, otherPrice: OtherPrice | null): MicroCents {
  return otherPrice?.key === offerKey(offer) ? otherPrice.total : offer.total;
}

/** True when the person wants to be asked before this much is spent. */
export function mustAsk(offer: Offer, total: MicroCents): boolean {
  const limit = worldNow()?.settings.askAbove ?? null;
  if (offer.practice) return false;
  return (limit !== null && total > limit) || (offer.budget?.over ?? 0) > 0;
}

function amount(failure: Failure, fact: string): MicroCents | null {
  const value = failure.facts?.[fact];
  return typeof value === 'number' && isMicroCents(value) ? value : null;
}

function afterFailure(offer: Offer, failure: Failure): void {
  const total = amount(failure, 'total');
  if (failure.code === 'price-changed' && total !== null) {
    const each = total / offer.count;
    const perClip = isMicroCents(each) ? each : null;
    useSend.setState({ otherPrice: { key: offerKey(offer), total, perClip } });
  } else if (failure.code === 'ask-first') {
    useSend.setState({ asking: true });
  } else {
    sayFailure(failure);
  }
}

async function send(offer: Offer, total: MicroCents, confirmed: boolean): Promise<void> {
  const clickId = uuidv7();
  useSend.setState({ clickId, count: offer.count, asking: false });
  const { model, params, sourceIds, webhookUrl } = offer;
  const answer = await ask('job.animate', {
    clickId,
    modelId: model.id,
    params: { ...params },
    sourceIds: [...sourceIds],
    webhookUrl,
    total,
    confirmed,
  });
  useSend.setState({ clickId: null });
  if (answer.ok) {
    useSend.setState({ otherPrice: null });
    rememberSent(sourceIds);
  } else {
    afterFailure(offer, toFailure(answer.error));
  }
}

/** One press of the button. Asks first where the person wants to be asked. */
export function press(): void {
  const offer = offerNow();
  const { clickId, otherPrice } = useSend.getState();
  if (!offer || clickId !== null) return;
  if (offer.obstacle) {
    if (offer.obstacle.kind === 'no-prompt') document.getElementById('prompt')?.focus();
    if (offer.obstacle.kind === 'no-key') goToSetting('key');
    return;
  }
  const total = priceToPay(offer, otherPrice);
  if (mustAsk(offer, total)) useSend.setState({ asking: true });
  else void send(offer, total, false);
}

/** The person has confirmed the total. */
export function confirm(): void {
  const offer = offerNow();
  const { clickId, otherPrice } = useSend.getState();
  useSend.setState({ asking: false });
  if (!offer || offer.obstacle || clickId !== null) return;
  void send(offer, priceToPay(offer, otherPrice), true);
}

export function cancelAsking(): void {
  useSend.setState({ asking: false });
}
