import type { ReactElement } from 'react';
import { useWorld } from '../../state/core.ts';
import { useUi } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { SheetDialog } from '../../ui/dialog.tsx';
import k from '../../ui/kbd.module.css';
import { comboText, useMac } from '../../ui/kbd.tsx';
import s from './help.module.css';

/** The map of shortcuts. */
export function Help(): ReactElement {
  const singleKeys = useWorld((world) => world.settings.singleKeys);
  const mac = useMac();
  const close = (): void => useUi.setState({ help: false });
  return (
    <SheetDialog
      open
      wide="widest"
      title={t.help.title}
      {...(singleKeys ? {} : { body: t.help.off })}
      onClose={close}
      footer={<Button onClick={close}>{t.shell.close}</Button>}
    >
      <div className={s['columns']}>
        {t.help.groups.map((group) => (
          <section key={group.title} className={s['group']}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([combos, words]) => (
                <div key={words}>
                  <dt>{words}</dt>
                  <dd className={s['keys']}>
                    {combos.map((combo) => (
                      <kbd key={combo} className={k['kbd']}>
                        {comboText(combo, mac)}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </SheetDialog>
  );
}
