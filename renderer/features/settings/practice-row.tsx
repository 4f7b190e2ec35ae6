import type { ReactElement } from 'react';
import { useWorld } from '../../state/core.ts';
import { settings as en } from '../../text/en-settings.ts';
import { Switch } from '../../ui/switch.tsx';
import s from './settings.module.css';
import { updateSettings } from './update.ts';

/** Practice mode, on its own switch. */
export function PracticeRow(): ReactElement {
  const practice = useWorld((world) => world.settings.practice);
  return (
    <div className={s['row']}>
      <label htmlFor="practice">
        {en.practice}
        <span className={s['hint']}>{en.practiceHint}</span>
      </label>
      <Switch
        id="practice"
        checked={practice}
        onChange={(checked) => void updateSettings({ practice: checked })}
      />
    </div>
  );
}
