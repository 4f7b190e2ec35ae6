import { Contrast, Moon, Sun } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import { LANGUAGE_CHOICES, type LanguageChoice } from '../../../preload/contract/vocabulary.ts';
import { useWorld } from '../../state/core.ts';
import { saveFormNow } from '../../state/saved-form.ts';
import { useUi } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { settings as en } from '../../text/en-settings.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Segment } from '../../ui/segment.tsx';
import { Switch } from '../../ui/switch.tsx';
import { isAtWork } from '../../work/at-work.ts';
import { hintId, RowLabel } from './row-label.tsx';
import s from './settings.module.css';
import { updateSettings } from './update.ts';

const ICONS = { system: Contrast, light: Sun, dark: Moon };
const ORDER = ['system', 'light', 'dark'] as const;
const SIZES = ['small', 'normal', 'large'] as const;

/** The page is loaded anew when another language is spoken; the focus then comes back to where it was chosen. */
function LanguageRow(): ReactElement {
  const language = useWorld((world) => world.settings.language);
  const focus = useUi((ui) => ui.focusSetting === 'language');
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) row.current?.querySelector<HTMLElement>('input:checked')?.focus();
  }, [focus]);
  const choose = async (value: LanguageChoice): Promise<void> => {
    await saveFormNow();
    // So the page that is loaded in its place begins here.
    window.history.replaceState(null, '', '#language');
    void updateSettings({ language: value, ...(isAtWork() ? { later: true } : {}) });
  };
  const isLater = language !== 'system' && language !== document.documentElement.lang;
  return (
    <div className={s['row']} ref={row}>
      <span className={s['name']}>
        <span id="language">{en.language}</span>
        {isLater && <span className={s['hint']}>{en.languageLater}</span>}
      </span>
      <Segment
        className={s['seg']}
        labelledBy="language"
        value={language}
        choices={LANGUAGE_CHOICES.map((value) => ({ value, label: en.languages[value] }))}
        onChange={(value) => void choose(value)}
      />
    </div>
  );
}

/** How Kinora looks, and its keys. */
export function LookGroup(): ReactElement {
  const { theme, textSize, singleKeys } = useWorld((world) => world.settings);
  const choices = ORDER.map((value) => ({
    value,
    label: (
      <>
        <Icon of={ICONS[value]} size={14} />
        {en.themes[value]}
      </>
    ),
  }));
  return (
    <section className={s['group']} aria-labelledby="settings-look">
      <h2 id="settings-look">{en.lookTitle}</h2>
      <div className={cx(sh['panel'], s['panel'])}>
        <LanguageRow />
        <div className={s['row']}>
          <span className={s['name']} id="theme">
            {en.theme}
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
            {en.textSize}
          </span>
          <Segment
            className={s['seg']}
            labelledBy="text-size"
            value={textSize}
            choices={SIZES.map((value) => ({ value, label: en.textSizes[value] }))}
            onChange={(value) => void updateSettings({ textSize: value })}
          />
        </div>
        <div className={s['row']}>
          <RowLabel htmlFor="single-keys" hint={en.singleKeysHint}>
            {en.singleKeys}
          </RowLabel>
          <Switch
            id="single-keys"
            describedBy={hintId('single-keys')}
            checked={singleKeys}
            onChange={(checked) => void updateSettings({ singleKeys: checked })}
          />
        </div>
        <div className={s['row']}>
          <span className={s['name']}>{en.shortcuts}</span>
          <Button
            small
            aria-label={`${en.shortcutsShow} ${en.shortcuts}`}
            onClick={() => useUi.setState({ help: true })}
          >
            {en.shortcutsShow} <Kbd combo="?" />
          </Button>
        </div>
      </div>
    </section>
  );
}
