import { Check, CircleAlert, ExternalLink } from 'lucide-react';
import type { ReactElement } from 'react';
import type { KeyView } from '../../../preload/contract/schemas/views.ts';
import { toFailure } from '../../state/models.ts';
import { settings as en } from '../../text/en-settings.ts';
import { momentInside } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { openLink } from './key-actions.ts';
import s from './settings.module.css';

/** What the last test of a key found: that it works, or what is wrong with it and what to do. */
export function KeyCheck({ view }: { readonly view: KeyView }): ReactElement | null {
  const { check, checking, state } = view;
  if (state === 'absent' || state === 'removed') return null;
  if (checking) return <p className={s['quiet']}>{en.keyTesting}</p>;
  if (!check) return <p className={s['quiet']}>{en.keyUnchecked}</p>;
  if (check.failure === null)
    return (
      <p className={s['good']}>
        <Icon of={Check} size={14} />
        {en.keyWorks(momentInside(check.at, Date.now()))}
      </p>
    );
  const failure = toFailure(check.failure);
  const words = en.diagnosis(failure);
  return (
    <div className={s['bad']}>
      <Icon of={CircleAlert} size={14} />
      <div>
        <p>
          <b>{words.title}</b> {words.next}
        </p>
        <p className={s['when']}>{en.keyChecked(momentInside(check.at, Date.now()))}</p>
        {failure.detail !== undefined && failure.detail !== '' && (
          <details className={s['said']}>
            <summary>{en.details}</summary>
            <p>{en.serviceSaid(failure.detail)}</p>
          </details>
        )}
        {words.status && (
          <Button small look="ghost" className={s['outdent']} onClick={() => void openLink('status')}>
            {en.status}
            <Icon of={ExternalLink} size={14} />
          </Button>
        )}
      </div>
    </div>
  );
}
