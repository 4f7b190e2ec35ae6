import { Ellipsis, Folder, Lock, Unplug } from 'lucide-react';
import { lazy, type ReactElement, useState } from 'react';
import type { FolderView } from '../../../preload/contract/schemas/folders.ts';
import { folders as en } from '../../text/en-folders.ts';
import { Button } from '../../ui/button.tsx';
import { useHandOver } from '../../ui/hand-over.ts';
import { Icon } from '../../ui/icon.tsx';
import { PopupButton } from '../../ui/popup-button.tsx';
import { changeFolder, showFolder } from './folder-actions.ts';
import s from './settings.module.css';

const FolderMenu = lazy(async () => ({ default: (await import('./folder-menu.tsx')).FolderMenu }));

const ICONS = { reading: null, ready: null, 'read-only': Lock, away: Unplug } as const;

/** One library folder: what it holds, how it is, and what can be done with it. */
export function FolderRow({
  folder,
  several,
}: {
  readonly folder: FolderView;
  readonly several: boolean;
}): ReactElement {
  const [busy, setBusy] = useState(false);
  useHandOver('[data-part="add-folder"]');
  const { id, name, state, primary } = folder;
  const icon = ICONS[state];
  const said = en.states[state];
  return (
    <div className={s['row']} data-folder={id}>
      <div className={s['name']}>
        {name}
        {several && primary && <span className={s['badge']}>{en.primary}</span>}
        <span className={s['hint']}>{en.numbers(folder)}</span>
        {icon && (
          <span className={s['state']}>
            <Icon of={icon} size={14} />
            {said}
          </span>
        )}
      </div>
      {state !== 'away' && (
        <Button small look="ghost" aria-label={en.showNamed(name)} onClick={() => void showFolder(id)}>
          <Icon of={Folder} size={14} />
          {en.show}
        </Button>
      )}
      {primary && (
        <Button
          small
          data-part="change-folder"
          working={busy}
          onClick={() => {
            setBusy(true);
            void changeFolder().finally(() => setBusy(false));
          }}
        >
          {en.change}
        </Button>
      )}
      <PopupButton
        kind="menu"
        popup={(popup) => <FolderMenu {...popup} folder={folder} several={several} />}
        small
        icon
        look="ghost"
        aria-label={en.actions(name)}
        title={en.actions(name)}
      >
        <Icon of={Ellipsis} size={14} />
      </PopupButton>
    </div>
  );
}
