import { Lock, LockOpen } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { MAX_KEY_NAME } from '../../../preload/contract/limits.ts';
import type { KeyView } from '../../../preload/contract/schemas/views.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import f from '../../ui/field.module.css';
import { Icon } from '../../ui/icon.tsx';
import { removeKey, renameKey, takeKey, testKey, typeKey } from './key-actions.ts';
import { KeyCheck } from './key-check.tsx';
import s from './settings.module.css';

/** The name in a field; Enter or leaving it keeps the name, Esc does not. */
function NameField({ view, onEnd }: { readonly view: KeyView; readonly onEnd: () => void }): ReactElement {
  const [name, setName] = useState(view.name);
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const end = (keep: boolean): void => {
    if (ended.current) return;
    ended.current = true;
    if (keep && name.trim() !== view.name) void renameKey(view.id, name.trim());
    onEnd();
  };
  return (
    <input
      ref={input}
      className={f['input']}
      aria-label={t.settings.keyNameLabel(t.settings.keyName(view))}
      maxLength={MAX_KEY_NAME}
      placeholder={t.settings.keyName({ ...view, name: '' })}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') end(true);
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        end(false);
      }}
    />
  );
}

/** One key: where it is kept, what can be done with it, and whether it works. */
export function KeyRows({
  view,
  several,
}: {
  readonly view: KeyView;
  readonly several: boolean;
}): ReactElement {
  const [renaming, setRenaming] = useState(false);
  const rename = useRef<HTMLButtonElement>(null);
  const name = t.settings.keyName(view);
  const usable = view.state === 'stored' || view.state === 'memory';
  /** Where there are several keys, each button says whose it is. */
  const of = (action: string): string | undefined => (several ? `${action} ${name}` : undefined);
  return (
    <section className={s['keyRows']} aria-label={name}>
      <div className={s['row']}>
        <div className={s['name']}>
          {renaming ? (
            <NameField
              view={view}
              onEnd={() => {
                setRenaming(false);
                requestAnimationFrame(() => rename.current?.focus());
              }}
            />
          ) : (
            <span className={s['key']}>
              <Icon of={usable ? Lock : LockOpen} />
              {(view.name !== '' || view.last4 === '') && <span className={s['keyName']}>{name}</span>}
              {view.last4 !== '' && (
                <code role="img" aria-label={t.settings.keyEnding(view.last4)}>
                  {view.name === '' ? t.settings.keyDots : t.settings.keyFewDots}
                  <b>{view.last4}</b>
                </code>
              )}
              {several && view.active && <span className={sh['pill']}>{t.settings.keyActive}</span>}
            </span>
          )}
          <span className={s['hint']}>{t.settings.keyWhere(view)}</span>
        </div>
        {!view.given && (
          <Button
            small
            look="ghost"
            aria-label={of(t.settings.keyReplace)}
            onClick={() => void typeKey(view.id)}
          >
            {usable ? t.settings.keyReplace : t.settings.keyAgain}
          </Button>
        )}
        {usable && (
          <Button
            small
            working={view.checking}
            aria-label={view.checking ? undefined : of(t.settings.keyTest)}
            onClick={() => void testKey(view.id)}
          >
            {view.checking ? t.settings.keyTesting : t.settings.keyTest}
          </Button>
        )}
      </div>
      {view.state !== 'removed' && (
        <div className={cx(s['row'], several ? s['close'] : s['second'])}>
          <div className={s['name']} role="status">
            <KeyCheck view={view} />
          </div>
          {several && usable && !view.active && (
            <Button small aria-label={of(t.settings.keyUse)} onClick={() => void takeKey(view.id)}>
              {t.settings.keyUse}
            </Button>
          )}
          {!view.given && (
            <Button
              ref={rename}
              small
              look="ghost"
              aria-label={of(t.settings.keyRename)}
              onClick={() => setRenaming(true)}
            >
              {t.settings.keyRename}
            </Button>
          )}
          <Button
            small
            look="danger"
            aria-label={of(t.settings.keyRemove)}
            onClick={() => void removeKey(view)}
          >
            {t.settings.keyRemove}
          </Button>
        </div>
      )}
    </section>
  );
}
