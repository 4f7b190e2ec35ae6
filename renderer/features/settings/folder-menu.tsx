import type { ReactElement } from 'react';
import type { FolderView } from '../../../preload/contract/schemas/folders.ts';
import { folders as en } from '../../text/en-folders.ts';
import { MenuItem, MenuPopup } from '../../ui/menu-popup.tsx';
import type { PopupProps } from '../../ui/popup-button.tsx';
import { adopt, moveFolder, putNewClipsIn, removeFolder } from './folder-actions.ts';

interface Props extends PopupProps {
  readonly folder: FolderView;
  readonly several: boolean;
}

/** What can be done with a library folder. */
export function FolderMenu({ folder, several, open, onOpenChange, anchor }: Props): ReactElement {
  const writable = folder.state === 'ready';
  return (
    <MenuPopup open={open} onOpenChange={onOpenChange} anchor={() => anchor.current} align="end">
      {!folder.primary && writable && (
        <MenuItem run={() => void putNewClipsIn(folder)}>{en.makePrimary}</MenuItem>
      )}
      {folder.state !== 'away' && <MenuItem run={() => void moveFolder(folder)}>{en.move}</MenuItem>}
      {writable && <MenuItem run={() => void adopt(folder.id)}>{en.adopt}</MenuItem>}
      {several && <MenuItem run={() => void removeFolder(folder)}>{en.takeOut}</MenuItem>}
    </MenuPopup>
  );
}
