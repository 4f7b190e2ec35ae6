import { Menu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import { clip as en } from '../../../text/en-clip.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import m from '../../../ui/menu.module.css';
import s from './deck.module.css';
import { RATES, type Rate } from './transport.ts';
import type { Player } from './use-transport.ts';

function asRate(value: unknown): Rate {
  return RATES.find((rate) => rate === value) ?? 1;
}

/** Playing speed as a menu; it shows what is played at, also what J and L have made of it. */
export function Speed({ player }: { readonly player: Player }): ReactElement {
  const { transport, rate, speed } = player;
  return (
    <Menu.Root>
      <Menu.Trigger
        render={
          <Button look="ghost" className={s['speed']} aria-label={en.speedNow(speed)} title={en.speed} />
        }
      >
        {en.rate(speed)}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={m['positioner']} side="top" sideOffset={6}>
          <Menu.Popup className={m['popup']}>
            <Menu.RadioGroup value={rate} onValueChange={(value) => transport.setRate(asRate(value))}>
              {RATES.map((one) => (
                <Menu.RadioItem key={one} value={one} closeOnClick className={m['item']}>
                  <span>{en.rate(one)}</span>
                  <Menu.RadioItemIndicator className={m['check']}>
                    <Icon of={Check} size={14} />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
