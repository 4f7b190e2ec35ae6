import { type ReactElement, useEffect, useState } from 'react';
import { formatMoney, type MicroCents } from '../../../preload/contract/money.ts';
import { useCore, useWorld } from '../../state/core.ts';
import { useDraft } from '../../state/draft.ts';
import { usePrices, useSaidPrice } from '../../state/prices.ts';
import { useStrip } from '../../state/strip.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { AskDialog } from '../../ui/dialog.tsx';
import { BudgetLine } from './budget-line.tsx';
import s from './cost.module.css';
import { type Offer, offerOf } from './offer.ts';
import { cancelAsking, confirm, useSend } from './send.ts';
import { Shutter } from './shutter.tsx';

/** Said half a second after the last change, so that a moving slider is not read out step by step. */
function SpokenTotal({ words }: { readonly words: string }): ReactElement {
  const [said, setSaid] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), 500);
    return () => clearTimeout(timer);
  }, [words]);
  return <output className={sh['sr']}>{said}</output>;
}

function askBody(offer: Offer, total: MicroCents, limit: MicroCents | null): string {
  const parts: string[] = [];
  if (limit !== null && total > limit) parts.push(t.animate.askAbove(limit));
  if (offer.budget) {
    const { over, left, budget } = offer.budget;
    parts.push(over > 0 ? t.animate.askOver(over, budget) : t.animate.askAfter(left, budget));
  }
  return parts.length > 0 ? parts.join(' ') : t.animate.askPlain;
}

function Question({ offer }: { readonly offer: Offer }): ReactElement {
  const asking = useSend((send) => send.asking);
  const limit = useWorld((world) => world.settings.askAbove);
  const total = asking ?? offer.total;
  return (
    <AskDialog
      open={asking !== null}
      title={t.animate.askTitle(total, offer.count)}
      body={askBody(offer, total, limit)}
      cancel={t.animate.cancel}
      go={t.animate.go(offer.count, total)}
      onCancel={cancelAsking}
      onGo={confirm}
    />
  );
}

/** Where the price comes from, where that has to be said. */
function noteOf({ model, price, practice }: Offer): string | null {
  if (price.differs) return t.animate.said(price.perClip);
  if (model.price.confirmed) return null;
  return price.said && !practice ? t.animate.said(price.perClip) : t.animate.unconfirmed;
}

/** What the batch costs, the month so far, and the shutter. Never scrolls out of sight. */
export function Cost(): ReactElement | null {
  const world = useCore((core) => core.world);
  const draft = useDraft();
  const items = useStrip((strip) => strip.items);
  const prices = usePrices();
  const offer = world && offerOf(world, draft, items, prices);
  useSaidPrice(offer && offer.count > 0 ? { modelId: offer.model.id, params: offer.params } : null);
  if (!offer) return null;
  const { price, count, total, practice } = offer;
  const note = noteOf(offer);
  const totalWords = practice ? t.animate.wouldCost : t.animate.total;
  return (
    <section className={s['cost']} aria-label={t.animate.cost}>
      <dl className={s['sum']}>
        <div>
          <dt>{t.animate.perClip}</dt>
          <dd data-part="per-clip">{formatMoney(price.perClip)}</dd>
        </div>
        <div className={s['times']}>
          <dt>{count === 1 ? t.animate.clipLabel : t.animate.clipsLabel}</dt>
          <dd data-part="clips">{count}</dd>
        </div>
        <div className={cx(s['total'], practice && s['struck'])}>
          <dt>{totalWords}</dt>
          <dd data-part="total">{formatMoney(total)}</dd>
        </div>
      </dl>
      <SpokenTotal words={[totalWords, formatMoney(total), note].filter(Boolean).join(' ')} />
      {note !== null && <p className={s['note']}>{note}</p>}
      <BudgetLine offer={offer} />
      <Shutter offer={offer} />
      <Question offer={offer} />
    </section>
  );
}
