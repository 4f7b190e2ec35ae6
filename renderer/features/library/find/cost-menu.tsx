import { type ReactElement, useState } from 'react';
import { micro, ZERO } from '../../../../preload/contract/money.ts';
import type { ClipQuery } from '../../../../preload/contract/schemas/library.ts';
import { changeQuery, useQuery } from '../../../state/library/query.ts';
import { filters as en } from '../../../text/en-find.ts';
import { MenuRadios } from '../../../ui/menu-choices.tsx';
import { MenuItem, MenuLine, MenuPopup } from '../../../ui/menu-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import { cleared } from './filters.ts';
import { CostRange } from './range-panel.tsx';

type Charged = ClipQuery['charged'];

/** Amounts that people think in; anything else is between two of their own. */
const STEPS: Readonly<Record<string, Charged>> = {
  free: { min: ZERO, max: ZERO },
  one: { min: null, max: micro(1_000_000) },
  few: { min: null, max: micro(2_500_000) },
  five: { min: null, max: micro(5_000_000) },
  more: { min: micro(5_000_000), max: null },
};
const CHOICES = Object.entries(STEPS).map(([value, { min, max }]) => ({
  value,
  label: en.cost(min, max) ?? '',
}));

function stepOf({ min, max }: Charged): string | null {
  return Object.keys(STEPS).find((name) => STEPS[name]?.min === min && STEPS[name].max === max) ?? null;
}

/** What clips have cost. */
export function CostMenu({ open, onOpenChange, anchor }: PopupProps): ReactElement {
  const charged = useQuery(({ query }) => query.charged);
  const [ranging, setRanging] = useState(false);
  const choose = (name: string): void => {
    const step = STEPS[name];
    if (step) changeQuery({ charged: step });
  };
  return (
    <>
      <MenuPopup open={open} onOpenChange={onOpenChange} anchor={() => anchor.current} align="start">
        <MenuRadios choices={CHOICES} value={stepOf(charged)} onChange={choose} />
        <MenuItem run={() => setRanging(true)}>
          <span>{en.range}</span>
        </MenuItem>
        {(charged.min !== null || charged.max !== null) && (
          <>
            <MenuLine />
            <MenuItem run={() => changeQuery(cleared('cost'))}>
              <span>{en.any.cost}</span>
            </MenuItem>
          </>
        )}
      </MenuPopup>
      <CostRange open={ranging} onOpenChange={setRanging} anchor={anchor} />
    </>
  );
}
