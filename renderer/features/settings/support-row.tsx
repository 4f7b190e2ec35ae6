import { type ReactElement, useState } from 'react';
import type { RouteOutput } from '../../../preload/contract/schemas/routes.ts';
import { ask } from '../../bridge.ts';
import { toFailure } from '../../state/models.ts';
import { settings as en } from '../../text/en-settings.ts';
import { Button } from '../../ui/button.tsx';
import { SheetDialog } from '../../ui/dialog.tsx';
import { say, sayFailure } from '../../ui/toasts.ts';
import s from './settings.module.css';

/** What helps to find a fault: shown to the letter, and saved only then. */
export function SupportRow(): ReactElement {
  const [made, setMade] = useState<RouteOutput<'support.make'> | null>(null);
  const close = (): void => setMade(null);
  const make = async (): Promise<void> => {
    const answer = await ask('support.make', {});
    if (answer.ok) setMade(answer.value);
    else sayFailure(toFailure(answer.error));
  };
  const save = async (id: string): Promise<void> => {
    const answer = await ask('support.save', { id });
    if (!answer.ok) return sayFailure(toFailure(answer.error));
    if (answer.value.name === null) return;
    close();
    say({ title: en.supportSaved(answer.value.name), look: 'done' });
  };
  return (
    <div className={s['row']}>
      <span className={s['name']}>
        {en.support}
        <span className={s['hint']}>{en.supportHint}</span>
      </span>
      <Button small aria-label={`${en.supportShow} ${en.support}`} onClick={() => void make()}>
        {en.supportShow}
      </Button>
      {made && (
        <SheetDialog
          open
          wide
          title={en.support}
          body={en.supportBody}
          onClose={close}
          footer={
            <>
              <Button onClick={close}>{en.supportClose}</Button>
              <Button onClick={() => void save(made.id)}>{en.supportSave}</Button>
            </>
          }
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keys */}
          <section className={s['file']} aria-label={en.support} tabIndex={0}>
            <pre>{made.text}</pre>
          </section>
        </SheetDialog>
      )}
    </div>
  );
}
