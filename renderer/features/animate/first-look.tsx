import type { ReactElement } from 'react';
import { ZERO } from '../../../preload/contract/money.ts';
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
  if (!line || offer.obstacle || offer.count === 0) return null;
  const { duration, resolution } = line.params;
  const how = t.animate.lookHow(String(resolution), Number(duration));
  const price = offer.practice ? ZERO : offer.total;
  return (
    <Button
      look="ghost"
      className={s['first']}
      title={t.animate.lookTitle}
      aria-disabled={busy || !seen}
      data-part="first"
      onClick={() => press('first')}
    >
      {news?.kind === 'again' ? t.animate.lookAgain(how, price) : t.animate.look(how, price)}
    </Button>
  );
}
