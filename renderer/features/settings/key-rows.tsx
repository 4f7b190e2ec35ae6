import { Lock, LockOpen } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { MAX_KEY_NAME } from '../../../preload/contract/limits.ts';
import type { KeyView } from '../../../preload/contract/schemas/views.ts';
import sh from '../../style/shared.module.css';
import { settings as en } from '../../text/en-settings.ts';
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
      aria-label={en.keyNameLabel(en.keyName(view))}
      maxLength={MAX_KEY_NAME}
      placeholder={en.keyName({ ...view, name: '' })}
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
  const name = en.keyName(view);
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
                <code role="img" aria-label={en.keyEnding(view.last4)}>
                  {view.name === '' ? en.keyDots : en.keyFewDots}
                  <b>{view.last4}</b>
                </code>
              )}
              {several && view.active && <span className={sh['pill']}>{en.keyActive}</span>}
            </span>
          )}
          <span className={s['hint']}>{en.keyWhere(view)}</span>
        </div>
        {!view.given && (
          <Button small look="ghost" aria-label={of(en.keyReplace)} onClick={() => void typeKey(view.id)}>
            {usable ? en.keyReplace : en.keyAgain}
          </Button>
        )}
        {usable && (
          <Button
            small
            working={view.checking}
            aria-label={view.checking ? undefined : of(en.keyTest)}
            onClick={() => void testKey(view.id)}
          >
            {view.checking ? en.keyTesting : en.keyTest}
          </Button>
        )}
      </div>
      {view.state !== 'removed' && (
        <div className={cx(s['row'], several ? s['close'] : s['second'])}>
          <div className={s['name']} role="status">
            <KeyCheck view={view} />
          </div>
          {several && usable && !view.active && (
            <Button small aria-label={of(en.keyUse)} onClick={() => void takeKey(view.id)}>
              {en.keyUse}
            </Button>
          )}
          {!view.given && (
            <Button
              ref={rename}
              small
              look="ghost"
              aria-label={of(en.keyRename)}
              onClick={() => setRenaming(true)}
            >
              {en.keyRename}
            </Button>
          )}
          <Button small look="danger" aria-label={of(en.keyRemove)} onClick={() => void removeKey(view)}>
            {en.keyRemove}
          </Button>
        </div>
      )}
    </section>
  );
}
