import { Contrast, Moon, Sun } from 'lucide-react';
import type { ReactElement } from 'react';
import { useWorld } from '../../state/core.ts';
import { useUi } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Segment } from '../../ui/segment.tsx';
import { Switch } from '../../ui/switch.tsx';
import s from './settings.module.css';
import { updateSettings } from './update.ts';

const ICONS = { system: Contrast, light: Sun, dark: Moon };
const ORDER = ['system', 'light', 'dark'] as const;
const SIZES = ['small', 'normal', 'large'] as const;

/** How Kinora looks, and its keys. */
export function LookGroup(): ReactElement {
  const { theme, textSize, singleKeys } = useWorld((world) => world.settings);
  const choices = ORDER.map((value) => ({
    value,
    label: (
      <>
        <Icon of={ICONS[value]} size={14} />
        {t.settings.themes[value]}
      </>
    ),
  }));
  return (
    <section className={s['group']} aria-labelledby="settings-look">
      <h2 id="settings-look">{t.settings.lookTitle}</h2>
      <div className={cx(sh['panel'], s['panel'])}>
        <div className={s['row']}>
          <span className={s['name']} id="theme">
            {t.settings.theme}
          </span>
          <Segment
            className={s['seg']}
            labelledBy="theme"
            value={theme}
            choices={choices}
            onChange={(value) => void updateSettings({ theme: value })}
          />
        </div>
        <div className={s['row']}>
          <span className={s['name']} id="text-size">
            {t.settings.textSize}
          </span>
          <Segment
            className={s['seg']}
            labelledBy="text-size"
            value={textSize}
            choices={SIZES.map((value) => ({ value, label: t.settings.textSizes[value] }))}
            onChange={(value) => void updateSettings({ textSize: value })}
          />
        </div>
        <div className={s['row']}>
          <label htmlFor="single-keys">
            {t.settings.singleKeys}
            <span className={s['hint']}>{t.settings.singleKeysHint}</span>
          </label>
          <Switch
            id="single-keys"
            checked={singleKeys}
            onChange={(checked) => void updateSettings({ singleKeys: checked })}
          />
        </div>
        <div className={s['row']}>
          <span className={s['name']}>{t.settings.shortcuts}</span>
          <Button
            small
            aria-label={`${t.settings.shortcutsShow} ${t.settings.shortcuts}`}
            onClick={() => useUi.setState({ help: true })}
          >
            {t.settings.shortcutsShow} <Kbd combo="?" />
          </Button>
        </div>
      </div>
    </section>
  );
}
