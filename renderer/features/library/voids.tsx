import type { CSSProperties, ReactElement } from 'react';
import type { Failure } from '../../../preload/contract/errors.ts';
import { isPractice, useWorld } from '../../state/core.ts';
import { retryLibrary } from '../../state/library/outline.ts';
import { goTo } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { updateSettings } from '../settings/update.ts';
import s from './void.module.css';

/** A ball in the air, frame by frame. */
const FRAMES = [
  ['22%', '70%'],
  ['33%', '36%'],
  ['45%', '20%'],
  ['58%', '36%'],
  ['70%', '70%'],
] as const;

/** The library before the first clip. */
export function EmptyLibrary(): ReactElement {
  const practice = useWorld(isPractice);
  const tryPractice = async (): Promise<void> => {
    if (await updateSettings({ practice: true })) goTo('animate');
  };
  return (
    <div className={s['void']}>
      <div className={s['strip']} aria-hidden="true">
        {FRAMES.map(([x, y]) => (
          <span key={x} style={{ '--x': x, '--y': y } as CSSProperties} />
        ))}
      </div>
      <h1>{t.library.emptyTitle}</h1>
      <p>{t.library.emptyBody}</p>
      <div className={s['row']}>
        <Button look="ember" className={s['go']} onClick={() => goTo('animate')}>
          {t.library.emptyGo}
        </Button>
        {!practice && (
          <Button look="ghost" className={s['other']} onClick={() => void tryPractice()}>
            {t.library.emptyPractice}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The library could not be read. */
export function LibraryTrouble({ failure }: { readonly failure: Failure }): ReactElement {
  return (
    <div className={s['void']} role="alert">
      <h1>{t.library.failed}</h1>
      <p>{t.failure(failure).body}</p>
      <div className={s['row']}>
        <Button onClick={retryLibrary}>{t.library.retry}</Button>
      </div>
    </div>
  );
}
