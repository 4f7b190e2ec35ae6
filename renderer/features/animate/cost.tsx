import { lazy, type ReactElement, Suspense, useEffect, useMemo, useState } from 'react';
import { type MicroCents, ZERO } from '../../../preload/contract/money.ts';
import { useBatch } from '../../state/batch.ts';
import { useCore, useWorld } from '../../state/core.ts';
import { useDraft } from '../../state/draft.ts';
import { usePrices, useSaidPrices } from '../../state/prices.ts';
import { useReferences } from '../../state/references.ts';
import { useStrip } from '../../state/strip.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { money } from '../../text/format.ts';
import { cx } from '../../ui/cx.ts';
import { BudgetLine } from './budget-line.tsx';
import s from './cost.module.css';
import { FirstLook } from './first-look.tsx';
import { type Line, type Offer, type Offers, offersOf } from './offer.ts';
import { cancelAsking, confirm, useSend } from './send.ts';
import { goWords, Shutter } from './shutter.tsx';

const AskDialog = lazy(async () => ({ default: (await import('../../ui/dialog.tsx')).AskDialog }));

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

function Question({ offers }: { readonly offers: Offers }): ReactElement | null {
  const asking = useSend((send) => send.asking);
  const limit = useWorld((world) => world.settings.askAbove);
  const offer = (asking && offers[asking.take]) ?? offers.final;
  if (asking === null) return null;
  // What is on the table may change meanwhile: the words and the price are always those of what would be sent.
  const { total } = offer;
  return (
    <AskDialog
      open
      title={t.animate.askTitle(total, offer.count, offer.atLeast)}
      body={askBody(offer, total, limit)}
      cancel={t.animate.cancel}
      go={goWords(offer)}
      onCancel={cancelAsking}
      onGo={confirm}
    />
  );
}

/** `Wan 2.7, 5 s, 1080p`. */
const nameOf = ({ model, params }: Line): string =>
  t.animate.settingName(model.name, Number(params['duration']), String(params['resolution']));

/** Where the prices come from, where that has to be said. */
function notesOf({ lines, practice, atLeast }: Offer): string[] {
  const notes = lines.map((line) => {
    const { model, price } = line;
    const several = lines.length > 1;
    const said = several ? t.animate.saidFor(nameOf(line), price.perClip) : t.animate.said(price.perClip);
    if (price.differs) return said;
    // Practice pays no rate at all.
    if (model.price.confirmed || practice) return null;
    if (!price.said) return t.animate.unconfirmed;
    return several ? null : t.animate.confirmed;
  });
  if (atLeast) notes.push(t.animate.videoMayAdd);
  return [...new Set(notes.filter((note) => note !== null))];
}

/** `$2.50 × 4 = $10.00`, or `12 × $2.50 + 12 × $3.75 = $75.00`; what a clip costs where there is none. */
function Arithmetic({ offer }: { readonly offer: Offer }): ReactElement {
  const { lines, count, total, practice, atLeast } = offer;
  const [line] = lines;
  return (
    <dl className={s['sum']}>
      {line && lines.length === 1 && (
        <>
          <div>
            <dt>{t.animate.perClip}</dt>
            <dd data-part="per-clip">{money(line.price.perClip)}</dd>
          </div>
          {count > 0 && (
            <div className={s['times']}>
              <dt>{count === 1 ? t.animate.clipLabel : t.animate.clipsLabel}</dt>
              <dd data-part="clips">{count}</dd>
            </div>
          )}
        </>
      )}
      {lines.length > 1 &&
        lines.map((one) => (
          <div key={nameOf(one)} className={s['term']}>
            <dt>{nameOf(one)}</dt>
            <dd>{t.animate.term(one.count, one.price.perClip)}</dd>
          </div>
        ))}
      {count > 0 && (
        <div className={cx(s['total'], practice && total > 0 && s['struck'])}>
          <dt>{practice ? t.animate.wouldCost : t.animate.total}</dt>
          <dd data-part="total">
            {atLeast && <small>{t.animate.atLeast} </small>}
            {money(total)}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** What the batch costs, the month so far, and the shutter. Never scrolls out of sight. */
export function Cost(): ReactElement | null {
  const world = useCore((core) => core.world);
  const draft = useDraft();
  const batch = useBatch();
  const items = useStrip((strip) => strip.items);
  const references = useReferences();
  const prices = usePrices();
  const offers = useMemo(
    () => world && offersOf(world, { draft, batch, items, references }, prices),
    [world, draft, batch, items, references, prices],
  );
  const shown = offers && offers.final.count > 0 ? [offers.final, offers.first] : [];
  useSaidPrices(
    shown.flatMap((offer) => offer?.lines.map(({ model, params }) => ({ modelId: model.id, params })) ?? []),
  );
  if (!offers) return null;
  const { final, first } = offers;
  const notes = notesOf(final);
  const size = t.animate.sizeLine(final.size);
  const totalWords = final.practice ? t.animate.wouldCost : t.animate.total;
  const least = final.atLeast && t.animate.atLeast;
  const words =
    final.count > 0
      ? [size, totalWords, least, money(final.total), ...notes]
      : [t.animate.perClip, money(final.lines[0]?.price.perClip ?? ZERO), ...notes];
  return (
    <section className={s['cost']} aria-label={t.animate.cost}>
      {size !== null && (
        <p className={s['size']} data-part="size">
          {size}
        </p>
      )}
      <Arithmetic offer={final} />
      <SpokenTotal words={words.filter(Boolean).join(' ')} />
      {notes.map((note) => (
        <p key={note} className={s['note']}>
          {note}
        </p>
      ))}
      <BudgetLine offer={final} />
      <div className={s['buttons']}>
        <Shutter offer={final} />
        {first && <FirstLook offer={first} />}
      </div>
      <Suspense>
        <Question offers={offers} />
      </Suspense>
    </section>
  );
}
