import type { ReactElement } from 'react';
import { useWorld } from '../../state/core.ts';
import { t } from '../../text/en.ts';
import { Switch } from '../../ui/switch.tsx';
import s from './settings.module.css';
import { updateSettings } from './update.ts';

/** Practice mode, on its own switch. */
export function PracticeRow(): ReactElement {
  const practice = useWorld((world) => world.settings.practice);
  return (
    <div className={s['row']}>
      <label htmlFor="practice">
        {t.settings.practice}
        <span className={s['hint']}>{t.settings.practiceHint}</span>
      </label>
      <Switch
        id="practice"
        checked={practice}
        onChange={(checked) => void updateSettings({ practice: checked })}
      />
    </div>
  );
}
