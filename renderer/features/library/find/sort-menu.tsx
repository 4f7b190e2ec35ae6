import type { ReactElement } from 'react';
import { CLIP_SORTS } from '../../../../preload/contract/vocabulary.ts';
import { changeQuery, useQuery } from '../../../state/library/query.ts';
import { filters as en } from '../../../text/en-find.ts';
import { MenuRadios } from '../../../ui/menu-choices.tsx';
import { MenuPopup } from '../../../ui/menu-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';

const CHOICES = CLIP_SORTS.map((value) => ({ value, label: en.sorts[value] }));

/** The order of the clips. */
export function SortMenu({ open, onOpenChange, anchor }: PopupProps): ReactElement {
  const sort = useQuery(({ query }) => query.sort);
  return (
    <MenuPopup open={open} onOpenChange={onOpenChange} anchor={() => anchor.current} align="end">
      <MenuRadios choices={CHOICES} value={sort} onChange={(next) => changeQuery({ sort: next })} />
    </MenuPopup>
  );
}
