import { Check, CircleAlert, ExternalLink, Lock, TriangleAlert } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { LinkName } from '../../../preload/contract/vocabulary.ts';
import { ask } from '../../bridge.ts';
import { useCore, useWorld } from '../../state/core.ts';
import { toFailure } from '../../state/models.ts';
import { useUi } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { momentInside } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { say, sayFailure } from '../../ui/toasts.ts';
import { ForeignButtons } from '../queue/foreign-buttons.tsx';
import { PracticeRow } from './practice-row.tsx';
import s from './settings.module.css';

type KeyRoute = 'key.paste' | 'key.test' | 'key.remove';

/** Asks main to do something with the key; the key itself never comes here. */
async function askKey(route: KeyRoute): Promise<void> {
  const answer = await ask(route, {});
  if (!answer.ok) {
    sayFailure(toFailure(answer.error));
    return;
  }
  const account = answer.value;
  useCore.setState((core) => (core.world ? { world: { ...core.world, account } } : core));
  if (route === 'key.remove') say({ title: t.settings.keyRemoved });
}

async function typeKey(): Promise<void> {
  const answer = await ask('key.type', {});
  if (!answer.ok) sayFailure(toFailure(answer.error));
}

/** Opens one of the service's own pages in the browser. */
export async function openLink(link: LinkName): Promise<void> {
  const answer = await ask('link.open', { link });
  if (!answer.ok) sayFailure(toFailure(answer.error));
}

function CheckLine(): ReactElement {
  const { check, checking } = useWorld((world) => world.account);
  if (checking) return <p className={s['quiet']}>{t.settings.keyTesting}</p>;
  if (!check) return <p className={s['quiet']}>{t.settings.keyUnchecked}</p>;
  if (check.failure) {
    const words = t.failure(toFailure(check.failure));
    return (
      <p className={s['bad']}>
        <Icon of={CircleAlert} size={14} />
        <span>
          {words.title} {check.failure.code === 'key-rejected' ? t.settings.keyFailed : words.body}
        </span>
      </p>
    );
  }
  return (
    <p className={s['good']}>
      <Icon of={Check} size={14} />
      {t.settings.keyWorks(momentInside(check.at, Date.now()))}
    </p>
  );
}

function NoKey({
  busy,
  run,
}: {
  readonly busy: KeyRoute | null;
  readonly run: (route: KeyRoute) => void;
}): ReactElement {
  return (
    <>
      <div className={s['row']}>
        <div className={s['name']}>
          {t.settings.keyNone}
          <span className={s['hint']}>{t.settings.keyNoneHint}</span>
        </div>
      </div>
      <div className={s['row']}>
        <div className={s['name']}>
          <Button small look="ghost" className={s['outdent']} onClick={() => void openLink('getKey')}>
            {t.settings.keyGet}
            <Icon of={ExternalLink} size={14} />
          </Button>
        </div>
        <Button small look="ghost" onClick={() => void typeKey()}>
          {t.settings.keyType}
        </Button>
        <Button small working={busy === 'key.paste'} data-part="paste-key" onClick={() => run('key.paste')}>
          {t.settings.keyPaste}
        </Button>
      </div>
    </>
  );
}

function SomeKey({
  busy,
  run,
}: {
  readonly busy: KeyRoute | null;
  readonly run: (route: KeyRoute) => void;
}): ReactElement {
  const { key, last4, checking } = useWorld((world) => world.account);
  const testing = checking || busy === 'key.test';
  return (
    <>
      <div className={s['row']}>
        <div className={s['name']}>
          <span className={s['key']}>
            <Icon of={Lock} />
            <code role="img" aria-label={t.settings.keyEnding(last4 ?? '')}>
              {t.settings.keyDots}
              <b>{last4}</b>
            </code>
          </span>
          <span className={s['hint']}>{key === 'memory' ? t.settings.keyMemory : t.settings.keyStored}</span>
        </div>
        <Button small look="ghost" onClick={() => void typeKey()}>
          {t.settings.keyReplace}
        </Button>
        <Button small working={testing} onClick={() => run('key.test')}>
          {testing ? t.settings.keyTesting : t.settings.keyTest}
        </Button>
      </div>
      <div className={s['row']}>
        <div className={s['name']} role="status">
          <CheckLine />
        </div>
        <Button small look="ghost" working={busy === 'key.paste'} onClick={() => run('key.paste')}>
          {t.settings.keyPaste}
        </Button>
        <Button small look="danger" working={busy === 'key.remove'} onClick={() => run('key.remove')}>
          {t.settings.keyRemove}
        </Button>
      </div>
    </>
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

/** The API key: where it is kept and whether it works; never the key. */
export function KeyGroup(): ReactElement {
  const { key, keychain } = useWorld((world) => world.account);
  const focus = useUi((ui) => ui.focusSetting === 'key');
  const group = useRef<HTMLElement>(null);
  const [busy, setBusy] = useState<KeyRoute | null>(null);
  useEffect(() => {
    if (!focus || !group.current) return;
    const paste = group.current.querySelector<HTMLElement>('[data-part="paste-key"]');
    (paste ?? group.current.querySelector<HTMLElement>('button'))?.focus();
  }, [focus]);
  const run = (route: KeyRoute): void => {
    setBusy(route);
    void askKey(route).finally(() => setBusy(null));
  };
  return (
    <section className={s['group']} ref={group} aria-labelledby="settings-key">
      <h2 id="settings-key">{t.settings.keyTitle}</h2>
      <div className={cx(sh['panel'], s['panel'])}>
        {!keychain && (
          <div className={s['notice']} role="note">
            <Icon of={TriangleAlert} />
            <p>
              <b>{t.settings.noKeychainTitle}</b>
              {t.settings.noKeychainBody}
            </p>
          </div>
        )}
        {key === 'none' ? <NoKey busy={busy} run={run} /> : <SomeKey busy={busy} run={run} />}
        <ForeignRow />
        <PracticeRow />
      </div>
    </section>
  );
}
