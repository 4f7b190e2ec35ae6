import { ExternalLink, TriangleAlert } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useWorld } from '../../state/core.ts';
import { useUi } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { settings as en } from '../../text/en-settings.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { ForeignButtons } from '../queue/foreign-buttons.tsx';
import { openLink, pasteKey, typeKey } from './key-actions.ts';
import { KeyRows } from './key-rows.tsx';
import { PracticeRow } from './practice-row.tsx';
import s from './settings.module.css';

/** Ways to a key, or to one more. */
function AddRow({ first }: { readonly first: boolean }): ReactElement {
  const [busy, setBusy] = useState(false);
  return (
    <div className={s['row']}>
      <div className={s['name']}>
        <Button small look="ghost" className={s['outdent']} onClick={() => void openLink('getKey')}>
          {en.keyGet}
          <Icon of={ExternalLink} size={14} />
        </Button>
      </div>
      {!first && <span className={s['aside']}>{en.keyAdd}</span>}
      <Button small look="ghost" onClick={() => void typeKey(null)}>
        {en.keyType}
      </Button>
      <Button
        small
        working={busy}
        data-part="paste-key"
        onClick={() => {
          setBusy(true);
          void pasteKey().finally(() => setBusy(false));
        }}
      >
        {en.keyPaste}
      </Button>
    </div>
  );
}

/** Jobs on this key that nobody has decided about. */
function ForeignRow(): ReactElement | null {
  const foreign = useWorld((world) => world.foreign);
  if (foreign === 0) return null;
  return (
    <div className={s['row']}>
      <div className={s['name']}>
        {t.queue.foreign(foreign)}
        <span className={s['hint']}>{t.queue.foreignHint}</span>
      </div>
      <ForeignButtons />
    </div>
  );
}

/** The API keys: where each is kept and whether it works; never a key. */
export function KeyGroup(): ReactElement {
  const { keychain, keys } = useWorld((world) => world.account);
  const focus = useUi((ui) => ui.focusSetting === 'key');
  const group = useRef<HTMLElement>(null);
  const none = keys.length === 0;
  useEffect(() => {
    if (!focus || !group.current) return;
    const paste = none ? group.current.querySelector<HTMLElement>('[data-part="paste-key"]') : null;
    (paste ?? group.current.querySelector<HTMLElement>('button'))?.focus();
  }, [focus, none]);
  return (
    <section className={s['group']} ref={group} aria-labelledby="settings-key">
      <h2 id="settings-key">{keys.length > 1 ? en.keysTitle : en.keyTitle}</h2>
      <div className={cx(sh['panel'], s['panel'])}>
        {!keychain && (
          <div className={s['notice']} role="note">
            <Icon of={TriangleAlert} />
            <p>
              <b>{en.noKeychainTitle}</b>
              {en.noKeychainBody}
            </p>
          </div>
        )}
        {none && (
          <div className={s['row']}>
            <div className={s['name']}>
              {en.keyNone}
              <span className={s['hint']}>{en.keyNoneHint}</span>
            </div>
          </div>
        )}
        {keys.map((view) => (
          <KeyRows key={view.id} view={view} several={keys.length > 1} />
        ))}
        <AddRow first={none} />
        <ForeignRow />
        <PracticeRow />
      </div>
    </section>
  );
}
