import { RotateCw } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { payerOf, useWorld } from '../../../state/core.ts';
import { again as en } from '../../../text/en-again.ts';
import { Button, type ButtonProps } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import { say } from '../../../ui/toasts.ts';
import s from './again.module.css';
import { useAgainOffer } from './offer.ts';
import { aboutClip, isLeast, pressAgain, useAgain, useAgreeable } from './press.ts';

interface Props extends Pick<ButtonProps, 'small' | 'look' | 'className'> {
  readonly clip: ClipView;
}

/** Makes exactly the same clip once more. It carries its price, and says why where it cannot. */
export function RunAgain({ clip, ...looks }: Props): ReactElement {
  const { order, price, why } = useAgainOffer(clip);
  const practice = useWorld(({ settings }) => settings.practice);
  const payer = useWorld(payerOf);
  const about = aboutClip(clip.id);
  const agreeable = useAgreeable(about, price?.perClip ?? null, payer);
  const sending = useAgain((again) => again.sending === about);
  const resting = useAgain((again) => again.resting === about);
  const sent = useAgain((again) => again.sent.has(about));
  const words = sent ? en.once : en.run;
  const shown = price && en.price(price.perClip, order !== null && isLeast(order));
  const name = shown === null ? words : `${words} ${shown}`;
  return (
    <Button
      {...looks}
      working={sending}
      aria-disabled={why !== null || !agreeable || resting}
      aria-label={practice && shown !== null ? en.inPractice(name) : name}
      title={why ?? en.title}
      data-costs=""
      onClick={() => {
        if (why !== null) say({ title: why, look: 'warning' });
        else if (order && price && agreeable) pressAgain({ about, order, price: price.perClip, payer });
      }}
    >
      {!sending && <Icon of={RotateCw} />}
      {sent ? en.onceShort : en.run}
      {shown !== null && <span className={cx(s['price'], practice && s['struck'])}>{shown}</span>}
    </Button>
  );
}
