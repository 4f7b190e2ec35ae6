import type { ReactElement } from 'react';
import { MenuItem, MenuPopup } from '../../../ui/menu-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';

/** Something that can be done with what is selected. */
export interface RestAct {
  readonly words: string;
  readonly run: () => void;
}

/** What the bar has no room for. */
export function RestMenu({
  acts,
  open,
  onOpenChange,
  anchor,
}: PopupProps & { readonly acts: readonly RestAct[] }): ReactElement {
  return (
    <MenuPopup open={open} onOpenChange={onOpenChange} anchor={() => anchor.current} side="top" align="end">
      {acts.map(({ words, run }) => (
        <MenuItem key={words} run={run}>
          <span>{words}</span>
        </MenuItem>
      ))}
    </MenuPopup>
  );
}
