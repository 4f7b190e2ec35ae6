import type { ReactElement } from 'react';
import { useWorld } from '../../state/core.ts';
import sh from '../../style/shared.module.css';
import { settings as en } from '../../text/en-settings.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { useMac } from '../../ui/kbd.tsx';
import { Switch } from '../../ui/switch.tsx';
import { hintId, RowLabel } from './row-label.tsx';
import s from './settings.module.css';
import { updateSettings } from './update.ts';

const listen = (): void => void import('../../ui/chime.ts').then(({ chime }) => chime());

/** What the system tells the person of. */
export function NotifyGroup(): ReactElement {
  const { notifyReady, notifyFailed, notifyOnlyAway, sound, tray } = useWorld((world) => world.settings);
  const mac = useMac();
  return (
    <section className={s['group']} aria-labelledby="settings-notify">
      <h2 id="settings-notify">{en.notifyTitle}</h2>
      <div className={cx(sh['panel'], s['panel'])}>
        <div className={s['row']}>
          <label htmlFor="notify-ready">{en.notifyReady}</label>
          <Switch
            id="notify-ready"
            checked={notifyReady}
            onChange={(checked) => void updateSettings({ notifyReady: checked })}
          />
        </div>
        <div className={s['row']}>
          <RowLabel htmlFor="notify-failed" hint={en.notifyFailedHint}>
            {en.notifyFailed}
          </RowLabel>
          <Switch
            id="notify-failed"
            describedBy={hintId('notify-failed')}
            checked={notifyFailed}
            onChange={(checked) => void updateSettings({ notifyFailed: checked })}
          />
        </div>
        <div className={s['row']}>
          <label htmlFor="notify-away">{en.notifyOnlyAway}</label>
          <Switch
            id="notify-away"
            checked={notifyOnlyAway}
            onChange={(checked) => void updateSettings({ notifyOnlyAway: checked })}
          />
        </div>
        <div className={s['row']}>
          <label htmlFor="sound">{en.sound}</label>
          <Button small look="ghost" aria-label={`${en.soundTry}: ${en.sound}`} onClick={listen}>
            {en.soundTry}
          </Button>
          <Switch
            id="sound"
            checked={sound}
            onChange={(checked) => void updateSettings({ sound: checked })}
          />
        </div>
        <div className={s['row']}>
          <RowLabel htmlFor="tray" hint={en.trayHint}>
            {mac ? en.trayMac : en.tray}
          </RowLabel>
          <Switch
            id="tray"
            describedBy={hintId('tray')}
            checked={tray}
            onChange={(checked) => void updateSettings({ tray: checked })}
          />
        </div>
      </div>
    </section>
  );
}
