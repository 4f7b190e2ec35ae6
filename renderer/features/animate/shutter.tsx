import { type ReactElement, useEffect } from 'react';
import { MAX_BATCH } from '../../../preload/contract/limits.ts';
import { ZERO } from '../../../preload/contract/money.ts';
import { t } from '../../text/en.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import s from './cost.module.css';
import type { Obstacle, Offer } from './offer.ts';
import { type News, newsOf, press, type Take, useSend } from './send.ts';

function obstacleWords(obstacle: Obstacle, { size }: Offer): string {
  switch (obstacle.kind) {
    case 'no-image':
      return t.animate.noImage;
    case 'too-many':
      return size.count === size.images ? t.animate.tooMany(MAX_BATCH) : t.animate.tooManyClips(MAX_BATCH);
    case 'no-prompt':
      return size.images > 1 && obstacle.at.pictureKey !== null ? t.animate.noOwnPrompt : t.animate.noPrompt;
    case 'long-prompt':
      return t.animate.longPrompt(obstacle.model, obstacle.max);
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

/** What the button says it will do: images where each is one clip, otherwise clips. */
export function goWords({ size, count, total, practice, atLeast }: Offer, news: News | null = null): string {
  const what = size.images === count ? t.animate.images(count) : t.animate.clips(count);
  if (news?.kind === 'again') return t.animate.goAgain(what, practice ? ZERO : total, atLeast && !practice);
  if (practice) return t.animate.tryIt(what, ZERO);
  return news?.kind === 'price' ? t.animate.changed(count, total) : t.animate.go(what, total, atLeast);
}

/** Long enough to see that a button says something else. */
export const SEEN_MS = 600;

/** A press that was meant for the words before is not taken for a yes to new ones. */
export function useSeen(take: Take, news: News | null): boolean {
  const key = news?.key;
  const seen = useSend((send) => send.seen[take] === key);
  useEffect(() => {
    const note = (): void => useSend.setState((send) => ({ seen: { ...send.seen, [take]: key } }));
    const timer = setTimeout(note, key === undefined ? 0 : SEEN_MS);
    return () => clearTimeout(timer);
  }, [take, key]);
  return key === undefined || seen;
}

/** What is new about an offer, for drawing. */
export function useNews(offer: Offer): News | null {
  const repriced = useSend((send) => send.repriced);
  const kept = useSend((send) => send.kept);
  const looks = useSend((send) => send.looks);
  return newsOf(offer, { repriced, kept, looks });
}

/** The one control that commits: it says what it will do and for how much. */
export function Shutter({ offer }: { readonly offer: Offer }): ReactElement {
  const clickId = useSend((send) => send.clickId);
  const sending = useSend((send) => send.sending);
  const news = useNews(offer);
  const seen = useSeen('final', news);
  const working = clickId !== null;
  const words =
    working && sending
      ? t.animate.sending(
          sending.images === sending.count ? t.animate.images(sending.count) : t.animate.clips(sending.count),
        )
      : offer.obstacle
        ? obstacleWords(offer.obstacle, offer)
        : goWords(offer, news);
  return (
    <button
      type="button"
      className={s['shutter']}
      aria-disabled={working || offer.obstacle !== null || !seen}
      data-working={working}
      data-part="shutter"
      onClick={() => press()}
    >
      {working && <Spinner />}
      <span>{words}</span>
      {!working && !offer.obstacle && news === null && <Kbd combo="mod+Enter" className={s['key']} />}
    </button>
  );
}
