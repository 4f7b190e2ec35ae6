import { type ReactElement, useState } from 'react';
import { ask } from '../../bridge.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { sayFailure } from '../../ui/toasts.ts';

type Answer = 'foreign.import' | 'foreign.decline';

/** Takes over the jobs that were started elsewhere on the key, or leaves them where they are. */
export function ForeignButtons(): ReactElement {
  const [busy, setBusy] = useState<Answer | null>(null);
  const answer = async (route: Answer): Promise<void> => {
    setBusy(route);
    const outcome = await ask(route, {});
    setBusy(null);
    if (!outcome.ok) sayFailure(outcome.error);
  };
  return (
    <>
      <Button
        small
        look="ghost"
        working={busy === 'foreign.decline'}
        onClick={() => void answer('foreign.decline')}
      >
        {t.queue.notNow}
      </Button>
      <Button small working={busy === 'foreign.import'} onClick={() => void answer('foreign.import')}>
        {t.queue.import}
      </Button>
    </>
  );
}
