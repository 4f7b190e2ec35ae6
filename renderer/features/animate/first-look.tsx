import type { ReactElement } from 'react';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import s from './cost.module.css';
import type { Offer } from './offer.ts';
import { press, useSend } from './send.ts';
import { useNews, useSeen } from './shutter.tsx';

/** The same clips at their cheapest, to look at before the whole price is paid. The pictures stay where they are. */
export function FirstLook({ offer }: { readonly offer: Offer }): ReactElement | null {
  const busy = useSend((send) => send.clickId !== null);
  const news = useNews(offer);
  const seen = useSeen('first', news);
  const [line] = offer.lines;
  // Practice costs nothing: there is nothing to save.
  if (!line || offer.obstacle || offer.practice) return null;
  const { duration, resolution } = line.params;
  const how = t.animate.lookHow(String(resolution), Number(duration));
  return (
    <Button
      look="ghost"
      className={s['first']}
      title={t.animate.lookTitle}
      aria-disabled={busy || !seen}
      data-part="first"
      onClick={() => press('first')}
    >
      {news?.kind === 'again' ? t.animate.lookAgain(how, offer.total) : t.animate.look(how, offer.total)}
    </Button>
  );
}
