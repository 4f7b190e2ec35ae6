import type { ReactElement } from 'react';
import type { Failure } from '../../../preload/contract/errors.ts';
import { load } from '../../state/sync.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import s from './start-trouble.module.css';

/** Shown instead of the app when main gives no snapshot. */
export function StartTrouble({ failure }: { readonly failure: Failure }): ReactElement {
  const words = t.failure(failure);
  return (
    <main className={s['trouble']} role="alert">
      <h1>{t.shell.startTitle}</h1>
      <p>
        {words.title} {words.body}
      </p>
      <p>{failure.detail}</p>
      <Button onClick={() => void load()}>{t.shell.startRetry}</Button>
    </main>
  );
}
