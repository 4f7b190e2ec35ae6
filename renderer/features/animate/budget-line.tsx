import type { ReactElement } from 'react';
import { useWorld } from '../../state/core.ts';
import { goToSetting } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { Ring } from '../../ui/ring.tsx';
import s from './cost.module.css';
import type { BudgetView, Offer } from './offer.ts';

function hintOf(offer: Offer, budget: BudgetView): string {
  if (offer.practice) return t.animate.practiceFree;
  if (budget.over > 0)
    return offer.count > 0 ? t.animate.overWith(budget.over) : t.animate.overMonth(budget.over);
  return offer.count > 0 ? t.animate.leftAfter(budget.left) : t.animate.left(budget.left);
}

function WithBudget({ offer, budget }: { readonly offer: Offer; readonly budget: BudgetView }): ReactElement {
  const [spent, rest] = t.animate.spentOf(budget.spent, budget.budget);
  const share = (amount: number): number => (budget.budget === 0 ? 1 : amount / budget.budget);
  const before = share(budget.spent + budget.pending);
  const next = offer.practice ? 0 : share(offer.total);
  const label = t.animate.ring(Math.round(before * 100), Math.round((before + next) * 100));
  return (
    <div className={cx(s['budget'], !offer.practice && budget.tone !== 'calm' && s[budget.tone])}>
      <Ring size={36} width={5} spent={before} next={next} tone={budget.tone} label={label} />
      <div>
        <span>
          <b>{spent}</b>
          {rest}
        </span>
        <span className={s['hint']}>
          {hintOf(offer, budget)}
          {budget.over > 0 && !offer.practice && (
            <button type="button" className={s['raise']} onClick={() => goToSetting('budget')}>
              {t.animate.raise}
            </button>
          )}
        </span>
        {budget.pending > 0 && <span className={s['hint']}>{t.animate.onItsWay(budget.pending)}</span>}
      </div>
    </div>
  );
}

/** The month so far, against the budget where there is one. */
export function BudgetLine({ offer }: { readonly offer: Offer }): ReactElement {
  const { month, pending } = useWorld((world) => world.spend);
  if (offer.budget) return <WithBudget offer={offer} budget={offer.budget} />;
  const [spent, rest] = t.animate.spent(month);
  return (
    <div className={s['budget']}>
      <div>
        <span>
          <b>{spent}</b>
          {rest}
        </span>
        {offer.practice && <span className={s['hint']}>{t.animate.practiceFree}</span>}
        {pending > 0 && <span className={s['hint']}>{t.animate.onItsWay(pending)}</span>}
      </div>
    </div>
  );
}
