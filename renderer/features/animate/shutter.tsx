import type { ReactElement } from 'react';
import { MAX_BATCH } from '../../../preload/contract/limits.ts';
import { type MicroCents, ZERO } from '../../../preload/contract/money.ts';
import { t } from '../../text/en.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import s from './cost.module.css';
import { type Obstacle, type Offer, offerKey } from './offer.ts';
import { press, useSend } from './send.ts';

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

function goWords(offer: Offer, total: MicroCents, changed: boolean): string {
  if (offer.practice) return t.animate.tryIt(offer.count, ZERO);
  return changed ? t.animate.changed(offer.count, total) : t.animate.go(offer.count, total);
}

/** The one control that spends: it says what it will do and for how much. */
export function Shutter({
  offer,
  total,
}: {
  readonly offer: Offer;
  readonly total: MicroCents;
}): ReactElement {
  const clickId = useSend((send) => send.clickId);
  const sent = useSend((send) => send.count);
  const changed = useSend((send) => send.otherPrice?.key === offerKey(offer));
  const working = clickId !== null;
  const words = working
    ? t.animate.sending(sent)
    : offer.obstacle
      ? obstacleWords(offer.obstacle)
      : goWords(offer, total, changed);
  return (
    <button
      type="button"
      className={s['shutter']}
      aria-disabled={working || offer.obstacle !== null}
      data-working={working}
      data-part="shutter"
      onClick={press}
    >
      {working && <Spinner />}
      <span>{words}</span>
      {!working && !offer.obstacle && <Kbd combo="mod+Enter" className={s['key']} />}
    </button>
  );
}
