import type { ReactElement } from 'react';
import { useWorld } from '../../state/core.ts';
import { settings as en } from '../../text/en-settings.ts';
import { Switch } from '../../ui/switch.tsx';
import { hintId, RowLabel } from './row-label.tsx';
import s from './settings.module.css';
import { updateSettings } from './update.ts';

/** Practice mode, on its own switch. */
export function PracticeRow(): ReactElement {
  const practice = useWorld((world) => world.settings.practice);
  return (
    <div className={s['row']}>
      <RowLabel htmlFor="practice" hint={en.practiceHint}>
        {en.practice}
      </RowLabel>
      <Switch
        id="practice"
        describedBy={hintId('practice')}
        checked={practice}
        onChange={(checked) => void updateSettings({ practice: checked })}
      />
    </div>
  );
}
