import { type ReactElement, useEffect } from 'react';
import { MAX_BATCH } from '../../../preload/contract/limits.ts';
import { ZERO } from '../../../preload/contract/money.ts';
import { t } from '../../text/en.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import s from './cost.module.css';
import type { Obstacle, Offer } from './offer.ts';
import { newPrice, press, useSend } from './send.ts';

function obstacleWords(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'no-image':
      return t.animate.noImage;
    case 'too-many':
      return t.animate.tooMany(MAX_BATCH);
    case 'no-prompt':
      return t.animate.noPrompt;
    case 'reading':
      return t.animate.stillReading(obstacle.count);
    case 'no-key':
      return t.animate.noKey;
    case 'bad-key':
      return t.animate.badKey;
    case 'webhook':
      return t.animate.badWebhook;
    case 'over':
      return t.animate.over(obstacle.over);
  }
}

function goWords({ count, total, practice }: Offer, changed: boolean): string {
  if (practice) return t.animate.tryIt(count, ZERO);
  return changed ? t.animate.changed(count, total) : t.animate.go(count, total);
}

/** Long enough to see that the price is another one. */
const SEEN_MS = 600;

/** A press that was meant for the price before is not taken for a yes to a new one. */
function useSeen(fresh: string | null): boolean {
  const seen = useSend((send) => send.seen === fresh);
  useEffect(() => {
    const timer = setTimeout(() => useSend.setState({ seen: fresh }), fresh === null ? 0 : SEEN_MS);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh === null || seen;
}

/** The one control that spends: it says what it will do and for how much. */
export function Shutter({ offer }: { readonly offer: Offer }): ReactElement {
  const clickId = useSend((send) => send.clickId);
  const sent = useSend((send) => send.count);
  const fresh = newPrice(
    offer,
    useSend((send) => send.repriced),
  );
  const seen = useSeen(fresh);
  const working = clickId !== null;
  const words = working
    ? t.animate.sending(sent)
    : offer.obstacle
      ? obstacleWords(offer.obstacle)
      : goWords(offer, fresh !== null);
  return (
    <button
      type="button"
      className={s['shutter']}
      aria-disabled={working || offer.obstacle !== null || !seen}
      data-working={working}
      data-part="shutter"
      onClick={press}
    >
      {working && <Spinner />}
      <span>{words}</span>
      {!working && !offer.obstacle && fresh === null && <Kbd combo="mod+Enter" className={s['key']} />}
    </button>
  );
}
