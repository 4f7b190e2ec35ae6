import { type ReactElement, useState } from 'react';
import { SPANS, type Span } from '../../../../preload/contract/vocabulary.ts';
import { changeQuery, useQuery } from '../../../state/library/query.ts';
import { spanOf, spanRange } from '../../../state/library/spans.ts';
import { filters as en } from '../../../text/en-find.ts';
import { MenuRadios } from '../../../ui/menu-choices.tsx';
import { MenuItem, MenuLine, MenuPopup } from '../../../ui/menu-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import { cleared } from './filters.ts';
import { DateRange } from './range-panel.tsx';

const CHOICES = SPANS.map((value) => ({ value, label: en.spans[value] }));

/** When clips were made: a span of the calendar, or between two days. */
export function DateMenu({ open, onOpenChange, anchor }: PopupProps): ReactElement {
  const created = useQuery(({ query }) => query.created);
  const [ranging, setRanging] = useState(false);
  const now = Date.now();
  const choose = (span: Span): void => changeQuery({ created: spanRange(span, now) });
  return (
    <>
      <MenuPopup open={open} onOpenChange={onOpenChange} anchor={() => anchor.current} align="start">
        <MenuRadios choices={CHOICES} value={spanOf(created, now)} onChange={choose} />
        <MenuItem run={() => setRanging(true)}>
          <span>{en.range}</span>
        </MenuItem>
        {(created.min !== null || created.max !== null) && (
          <>
            <MenuLine />
            <MenuItem run={() => changeQuery(cleared('date'))}>
              <span>{en.any.date}</span>
            </MenuItem>
          </>
        )}
      </MenuPopup>
      <DateRange open={ranging} onOpenChange={setRanging} anchor={anchor} />
    </>
  );
}
