import type { ReactElement } from 'react';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { AdvancedGroup } from './advanced-group.tsx';
import { KeyGroup } from './key-group.tsx';
import { LibraryGroup } from './library-group.tsx';
import { LookGroup } from './look-group.tsx';
import { NotifyGroup } from './notify-group.tsx';
import s from './settings.module.css';
import { SpendingGroup } from './spending-group.tsx';
import { UpdatesGroup } from './updates-group.tsx';

/** Settings apply at once; there is no Save. */
export function SettingsView(): ReactElement {
  return (
    <div className={s['view']}>
      <h1 className={sh['sr']}>{t.shell.names.settings}</h1>
      <div className={s['sheet']}>
        <KeyGroup />
        <LibraryGroup />
        <SpendingGroup />
        <NotifyGroup />
        <LookGroup />
        <UpdatesGroup />
        <AdvancedGroup />
      </div>
    </div>
  );
}
