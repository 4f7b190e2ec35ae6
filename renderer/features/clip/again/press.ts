import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { MicroCents } from '../../../../preload/contract/money.ts';
import { ask } from '../../../bridge.ts';
import { worldNow } from '../../../state/core.ts';
import { toFailure } from '../../../state/models.ts';
import { agreeTo, askPrice, usePrices } from '../../../state/prices.ts';
import { goToSetting } from '../../../state/ui.ts';
import { forgetSteps } from '../../../state/undo.ts';
import { uuidv7 } from '../../../state/uuid.ts';
import { t } from '../../../text/en.ts';
import { again as en } from '../../../text/en-again.ts';
import { say, sayFailure } from '../../../ui/toasts.ts';
import { type PriceView, priceFor } from '../../animate/offer.ts';
import { SEEN_MS } from '../../animate/shutter.tsx';
import { useQueueUi, whyAsked } from '../../queue/actions.ts';
import { showQueue } from '../../queue/show-queue.ts';
import type { Order } from './recipe.ts';

/** Presses that make a clip once more. */
export interface Again {
  /** The press that is on its way, by what it is about; a second one meanwhile is the same press. */
  readonly sending: string | null;
  /** What has just been sent: a press that comes so soon was meant for the first one. */
  readonly resting: string | null;
  /** What has been sent before, so that its button says that it would be once more. */
  readonly sent: ReadonlySet<string>;
}

export const useAgain = create<Again>()(() => ({ sending: null, resting: null, sent: new Set() }));

let rest: ReturnType<typeof setTimeout> | undefined;

function beginRest(about: string): void {
  clearTimeout(rest);
  useAgain.setState({ resting: about });
  rest = setTimeout(() => useAgain.setState({ resting: null }), SEEN_MS);
}

/** What one such clip costs now; null where the model is not known, or does not take this. */
export function priceNow({ modelId, params }: Pick<Order, 'modelId' | 'params'>): PriceView | null {
  const world = worldNow();
  const model = world?.models.find(({ id }) => id === modelId);
  if (!world || !model) return null;
  try {
    return priceFor(world, usePrices.getState(), model, params);
  } catch {
    return null;
  }
}

/** What presses about one clip are told apart by. */
export const aboutClip = (clipId: string): string => `again ${clipId}`;

/**
 * Whether a button has shown this price, and this payer behind it, for long enough to be agreed to. A press that was
 * meant for another one is no yes.
 * @param price null: it shows none.
 */
export function useAgreeable(about: string, price: MicroCents | null, payer: string): boolean {
  const key = price === null ? null : `${about} ${price} ${payer}`;
  const [seen, setSeen] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(key), SEEN_MS);
    return () => {
      clearTimeout(timer);
      setSeen(null);
    };
  }, [key]);
  return key !== null && seen === key;
}

/** A price that depends on the length of a video is the least that it can be. */
export const isLeast = ({ inputs }: Order): boolean => inputs.some(({ field }) => field === 'video_url');

interface Press {
  /** What it is about: one press at a time for each. */
  readonly about: string;
  readonly order: Order;
  /** What the button showed, in micro-cents, or what the person has just confirmed. */
  readonly price: MicroCents;
  /** Whose key was to pay it when the button showed it; nobody else does, whatever is switched meanwhile. */
  readonly payer: string;
  readonly confirmed?: boolean;
  readonly onSent?: () => void;
}

/** Asks before money is spent, and why. */
export function confirmFirst(press: Press, why: string): void {
  useQueueUi.setState({
    confirming: {
      count: 1,
      total: press.price,
      why,
      words: en.go(press.price, isLeast(press.order)),
      go: () => pressAgain({ ...press, confirmed: true }),
    },
  });
}

async function send(press: Press): Promise<void> {
  const { about, order, price, payer, confirmed = false } = press;
  const { webhookUrl, ...clip } = order;
  const make = () =>
    ask('job.animate', {
      clickId,
      name: '',
      clips: [{ ...clip, params: { ...clip.params }, inputs: clip.inputs.map((input) => ({ ...input })) }],
      webhookUrl,
      total: price,
      confirmed,
      payer,
    });
  const clickId = uuidv7();
  let answer = await make();
  if (!answer.ok && answer.error.code === 'price-changed') {
    // Main knows of another price: it is asked for, and the press counts only if that is the one that was shown.
    await askPrice(order);
    const now = priceNow(order)?.perClip ?? price;
    if (now !== price) return confirmFirst({ ...press, price: now }, t.animate.said(now));
    answer = await make();
  }
  if (!answer.ok) {
    if (answer.error.code === 'ask-first') confirmFirst(press, whyAsked(answer.error));
    else sayFailure(toFailure(answer.error));
    return;
  }
  agreeTo(order, price);
  forgetSteps('queue');
  beginRest(about);
  useAgain.setState(({ sent }) => ({ sent: new Set([...sent, about]) }));
  const action = { label: t.queue.showClip, run: () => showQueue() };
  // Until one is ready: `queue/announcer.tsx`.
  say({ about: 'sent', title: en.sent, look: 'done', action });
  press.onSent?.();
}

/** One press of a button that makes a clip: it is paid once, however often it comes at that moment. */
export function pressAgain(press: Press): void {
  const { about, order, price, confirmed = false } = press;
  const { sending, resting } = useAgain.getState();
  if (sending !== null) return;
  if (resting === about) {
    beginRest(about);
    return;
  }
  const world = worldNow();
  if (world && !world.settings.practice && world.account.key === 'none') {
    const action = { label: t.shell.openSettings, run: () => goToSetting('key') };
    say({ title: t.shell.noKeyBody, look: 'warning', action });
    return;
  }
  if (!confirmed && !world?.settings.practice && priceNow(order)?.dearer) {
    confirmFirst(press, t.animate.said(price));
    return;
  }
  useAgain.setState({ sending: about });
  void send(press).finally(() => useAgain.setState({ sending: null }));
}
