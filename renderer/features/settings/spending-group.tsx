import { type ReactElement, useEffect, useRef } from 'react';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { useWorld } from '../../state/core.ts';
import { useUi } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { settings as en } from '../../text/en-settings.ts';
import { money } from '../../text/format.ts';
import { cx } from '../../ui/cx.ts';
import f from '../../ui/field.module.css';
import { Ring } from '../../ui/ring.tsx';
import { Segment } from '../../ui/segment.tsx';
import { useDraftText } from '../../ui/use-draft-text.ts';
import { amountText, parseAmount } from './amount.ts';
import { hintId, RowLabel } from './row-label.tsx';
import s from './settings.module.css';
import { SpendingDetails } from './spending-details.tsx';
import { updateSettings } from './update.ts';

interface AmountProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly none: string;
  readonly value: MicroCents | null;
  readonly autoFocus: boolean;
  readonly onChange: (amount: MicroCents | null) => Promise<unknown>;
}

/** An amount that may be empty; it applies when the field is left or Enter is pressed. */
function AmountRow({ id, label, hint, none, value, autoFocus, onChange }: AmountProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const { text, isNew, type, keep, onKey } = useDraftText(amountText(value));
  const amount = parseAmount(text);
  useEffect(() => {
    if (!autoFocus) return;
    input.current?.focus();
    input.current?.select();
  }, [autoFocus]);
  const apply = (): void => {
    if (isNew && amount !== undefined) keep(amountText(amount), onChange(amount));
  };
  return (
    <div className={s['row']}>
      <RowLabel htmlFor={id} hint={hint}>
        {label}
        {amount === undefined && <span className={f['error']}> {en.badAmount}</span>}
      </RowLabel>
      <span className={s['money']}>
        <input
          ref={input}
          className={f['input']}
          id={id}
          inputMode="decimal"
          placeholder={none}
          value={text}
          aria-invalid={amount === undefined}
          aria-describedby={hintId(id)}
          onChange={(event) => type(event.target.value)}
          onBlur={apply}
          onKeyDown={(event) => onKey(event, apply)}
        />
      </span>
    </div>
  );
}

/** The month so far, the limits, and what happens at them. */
export function SpendingGroup(): ReactElement {
  const { month, today, pending } = useWorld((world) => world.spend);
  const { askAbove, monthlyBudget, atBudget } = useWorld((world) => world.settings);
  const focusBudget = useUi((ui) => ui.focusSetting === 'budget');
  const share = monthlyBudget === null || monthlyBudget === 0 ? 0 : month / monthlyBudget;
  return (
    <section className={s['group']} aria-labelledby="settings-spending">
      <h2 id="settings-spending">{en.spendingTitle}</h2>
      <div className={cx(sh['panel'], s['panel'])}>
        <div className={s['spent']}>
          {monthlyBudget !== null && (
            <Ring size={56} width={7} spent={share} label={en.ring(Math.round(share * 100))} />
          )}
          <p>
            <b>{money(month)}</b>
            <span className={s['hint']}>{monthlyBudget === null ? en.spent : en.spentOf(monthlyBudget)}</span>
            <span className={s['hint']}>{en.sums(today, month, Date.now())}</span>
            {pending > 0 && <span className={s['hint']}>{en.pending(pending)}</span>}
          </p>
        </div>
        <AmountRow
          id="ask-above"
          label={en.ask}
          hint={en.askHint}
          none={en.never}
          value={askAbove}
          autoFocus={false}
          onChange={(amount) => updateSettings({ askAbove: amount })}
        />
        <AmountRow
          id="monthly-budget"
          label={en.budget}
          hint={en.budgetHint}
          none={en.none}
          value={monthlyBudget}
          autoFocus={focusBudget}
          onChange={(amount) => updateSettings({ monthlyBudget: amount })}
        />
        {monthlyBudget !== null && (
          <div className={s['row']}>
            <span className={s['name']} id="at-budget">
              {en.atBudget}
            </span>
            <Segment
              className={s['seg']}
              labelledBy="at-budget"
              value={atBudget}
              choices={[
                { value: 'ask', label: en.atBudgetAsk },
                { value: 'stop', label: en.atBudgetStop },
              ]}
              onChange={(value) => void updateSettings({ atBudget: value })}
            />
          </div>
        )}
        <SpendingDetails />
      </div>
    </section>
  );
}
