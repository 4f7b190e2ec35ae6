import { create } from 'zustand';
import type { Outcome } from '../../../preload/contract/errors.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { ask } from '../../bridge.ts';
import { useBatch } from '../../state/batch.ts';
import { worldNow } from '../../state/core.ts';
import { forgetSeed, useDraft } from '../../state/draft.ts';
import { fromOf } from '../../state/frames.ts';
import { agreeTo, askPrice, usePrices } from '../../state/prices.ts';
import { useReferences } from '../../state/references.ts';
import { saveFormAgain } from '../../state/saved-form.ts';
import { rememberSent, type StripItem, selectItem, useStrip } from '../../state/strip.ts';
import { goToSetting } from '../../state/ui.ts';
import { forgetSteps } from '../../state/undo.ts';
import { uuidv7 } from '../../state/uuid.ts';
import { sayFailure } from '../../ui/toasts.ts';
import { type Obstacle, type Offer, type Offers, offerKey, offersOf } from './offer.ts';

/** The batch as it is set, or a cheap first look at it. */
export type Take = keyof Offers;

export interface Send {
  /** The press that is on its way; a second press meanwhile is the same press. */
  readonly clickId: string | null;
  /** What is on its way. */
  readonly sending: { readonly take: Take; readonly count: number; readonly images: number } | null;
  /** The total that waits for the person's yes. */
  readonly asking: { readonly take: Take; readonly total: MicroCents } | null;
  /** An offer whose price turned out to be another one when it was pressed; nothing was sent. */
  readonly repriced: string | null;
  /** What can still be sent after a send: the same once more, or what it left on the table. */
  readonly kept: { readonly key: string; readonly again: boolean } | null;
  /** Counts what the words of a button have to be looked at anew after: sends, and presses that came too soon. */
  readonly looks: number;
  /** The new words of a button that have been in sight long enough to be agreed to, by take. */
  readonly seen: Readonly<Partial<Record<Take, string>>>;
}

export const useSend = create<Send>()(() => ({
  clickId: null,
  sending: null,
  asking: null,
  repriced: null,
  kept: null,
  looks: 0,
  seen: {},
}));

/** What is new to the person about an offer. */
export interface News {
  readonly kind: 'price' | 'again' | 'left';
  readonly key: string;
}

/** A price that the person does not know yet, or that something was sent just before; it needs a yes of its own. */
export function newsOf(
  offer: Offer,
  { repriced, kept, looks }: Pick<Send, 'repriced' | 'kept' | 'looks'>,
): News | null {
  if (offer.obstacle) return null;
  const key = repriced === null && kept === null ? null : offerKey(offer);
  const isNew = offer.lines.some(({ price }) => price.dearer) || (key !== null && repriced === key);
  if (isNew && !offer.practice)
    return { kind: 'price', key: `${looks} ${key ?? offerKey(offer)} ${offer.total}` };
  if (kept === null || kept.key !== key) return null;
  return { kind: kept.again ? 'again' : 'left', key: `${looks} kept ${key}` };
}

/** What the buttons would do at this moment; `more`: with so many pictures more. */
export function offersNow(more = 0): Offers | null {
  const world = worldNow();
  const held = Array.from(
    { length: more },
    (_, at): StripItem => ({ key: `held ${at}`, name: '', source: null }),
  );
  const items = [...useStrip.getState().items, ...held];
  const table = {
    draft: useDraft.getState(),
    batch: useBatch.getState(),
    items,
    references: useReferences.getState(),
  };
  return world && offersOf(world, table, usePrices.getState());
}

const offerNow = (take: Take): Offer | null => offersNow()?.[take] ?? null;

/** True when the person wants to be asked before this much is spent. */
function mustAsk(offer: Offer): boolean {
  const limit = worldNow()?.settings.askAbove ?? null;
  if (offer.practice) return false;
  return (limit !== null && offer.total > limit) || (offer.budget?.over ?? 0) > 0;
}

/** Main knows of another price: it is asked for, and the press counts only if that is the one that was shown. */
async function afterOtherPrice(take: Take, offer: Offer): Promise<boolean> {
  for (const { model, params } of offer.lines) await askPrice({ modelId: model.id, params });
  const now = offerNow(take);
  if (now && offerKey(now) === offerKey(offer) && now.total === offer.total) return true;
  useSend.setState({ repriced: offerKey(offer) });
  return false;
}

/** The clips are in the queue: pictures leave the table, but for a first look, after which they are sent once more. */
function settle(take: Take, offer: Offer): void {
  for (const { model, params, price } of offer.lines) agreeTo({ modelId: model.id, params }, price.perClip);
  const leaves = take === 'final' && offer.sourceIds.length > 0;
  saveFormAgain();
  forgetSteps('queue');
  if (leaves) {
    rememberSent(offer.sourceIds);
    forgetSeed();
    // The next batch is another one: nothing that was taken out of this one comes into it by itself.
    forgetSteps('form');
    useBatch.setState({ name: '', each: false });
  }
  // References stay, and may be enough for a clip: a second press of the same moment must not send it.
  const left = leaves ? offerNow(take) : offer;
  const kept = left && { key: offerKey(left), again: !leaves };
  useSend.setState(({ looks }) => ({ kept, repriced: null, looks: looks + 1 }));
}

async function send(take: Take, offer: Offer, confirmed: boolean): Promise<void> {
  const clickId = uuidv7();
  const { count, size, clips, webhookUrl, name, total, payer } = offer;
  useSend.setState({ clickId, sending: { take, count, images: size.images }, asking: null });
  const press = (): Promise<Outcome<unknown>> =>
    ask('job.animate', {
      clickId,
      name,
      clips: clips.map(({ modelId, params, inputs }) => ({
        modelId,
        params: { ...params },
        inputs: inputs.map((input) => ({ ...input, ...fromOf(input.sourceId) })),
      })),
      webhookUrl,
      total,
      confirmed,
      payer,
    });
  let answer = await press();
  const isRepriced = !answer.ok && answer.error.code === 'price-changed';
  const stands = isRepriced && (await afterOtherPrice(take, offer));
  if (stands) answer = await press();
  useSend.setState({ clickId: null, sending: null });
  if (answer.ok) {
    settle(take, offer);
  } else if (answer.error.code === 'ask-first') {
    useSend.setState({ asking: { take, total: offer.total } });
  } else if (!isRepriced || stands) {
    sayFailure(answer.error);
  }
}

/** Leads to where the obstacle can be put right. */
function lead(obstacle: Obstacle): void {
  if (obstacle.kind === 'no-key') goToSetting('key');
  if (obstacle.kind !== 'no-prompt' && obstacle.kind !== 'long-prompt') return;
  if (obstacle.at.pictureKey === null) useBatch.setState({ at: obstacle.at.prompt });
  else selectItem(obstacle.at.pictureKey);
  document.getElementById('prompt')?.focus();
}

/** One press of a button. Asks first where the person wants to be asked. */
export function press(take: Take = 'final'): void {
  const offer = offerNow(take);
  const { clickId, seen, ...state } = useSend.getState();
  if (!offer || clickId !== null) return;
  if (offer.obstacle) {
    lead(offer.obstacle);
    return;
  }
  const news = newsOf(offer, state);
  if (news && news.key !== seen[take]) {
    useSend.setState({ looks: state.looks + 1 });
    return;
  }
  if (mustAsk(offer)) useSend.setState({ asking: { take, total: offer.total } });
  else void send(take, offer, false);
}

/** The person has confirmed the total. When it has become another one meanwhile, that is asked about. */
export function confirm(): void {
  const { asking, clickId } = useSend.getState();
  if (!asking) return;
  const { take, total } = asking;
  const offer = offerNow(take);
  const stands = offer?.total === total;
  useSend.setState({ asking: !offer || stands ? null : { take, total: offer.total } });
  if (offer && stands && !offer.obstacle && clickId === null) void send(take, offer, true);
}

export function cancelAsking(): void {
  useSend.setState({ asking: null });
}
