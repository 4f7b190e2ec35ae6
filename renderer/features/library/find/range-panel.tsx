import type { ReactElement, ReactNode } from 'react';
import type { ClipQuery } from '../../../../preload/contract/schemas/library.ts';
import { changeQuery, useQuery } from '../../../state/library/query.ts';
import { dayStart, dayText } from '../../../state/library/spans.ts';
import { filters as en } from '../../../text/en-find.ts';
import { PanelPopup } from '../../../ui/panel-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import { amountText, parseAmount } from '../../settings/amount.ts';
import s from './panels.module.css';
import { RangeField } from './range-field.tsx';

interface PanelProps extends PopupProps {
  readonly title: string;
  readonly children: ReactNode;
}

function RangePanel({ title, children, ...popup }: PanelProps): ReactElement {
  return (
    <PanelPopup {...popup} title={title} side="bottom" align="start">
      <form
        className={s['pair']}
        onSubmit={(event) => {
          event.preventDefault();
          popup.onOpenChange(false);
        }}
      >
        {children}
        <button type="submit" hidden />
      </form>
    </PanelPopup>
  );
}

/** Clips made from one day to another, both included. */
export function DateRange(popup: PopupProps): ReactElement {
  const created = useQuery(({ query }) => query.created);
  const set = (patch: Partial<ClipQuery['created']>): void =>
    changeQuery({ created: { ...created, ...patch } });
  return (
    <RangePanel {...popup} title={en.rangeTitle.date}>
      <RangeField
        label={en.from}
        type="date"
        value={created.min === null ? '' : dayText(created.min)}
        onChange={(text) => set({ min: dayStart(text) })}
      />
      <RangeField
        label={en.to}
        type="date"
        value={created.max === null ? '' : dayText(created.max - 1)}
        onChange={(text) => set({ max: dayStart(text, 1) })}
      />
    </RangePanel>
  );
}

/** Clips that cost from one amount to another, both included. */
export function CostRange(popup: PopupProps): ReactElement {
  const charged = useQuery(({ query }) => query.charged);
  const set = (end: 'min' | 'max') => (text: string) => {
    const amount = parseAmount(text);
    if (amount === undefined) return false;
    changeQuery({ charged: { ...charged, [end]: amount } });
    return true;
  };
  return (
    <RangePanel {...popup} title={en.rangeTitle.cost}>
      <RangeField label={en.least} unit={en.dollars} value={amountText(charged.min)} onChange={set('min')} />
      <RangeField label={en.most} unit={en.dollars} value={amountText(charged.max)} onChange={set('max')} />
    </RangePanel>
  );
}
