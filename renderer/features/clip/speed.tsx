import { Menu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import m from '../../ui/menu.module.css';
import s from './clip.module.css';
import { type Player, RATES, type Rate } from './player.ts';

function asRate(value: unknown): Rate {
  return RATES.find((rate) => rate === value) ?? 1;
}

/** Playing speed as a menu. */
export function Speed({ player }: { readonly player: Player }): ReactElement {
  return (
    <Menu.Root>
      <Menu.Trigger
        render={
          <Button
            look="ghost"
            className={s['speed']}
            aria-label={t.clip.speedNow(player.rate)}
            title={t.clip.speed}
          />
        }
      >
        {t.clip.rate(player.rate)}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={m['positioner']} side="top" sideOffset={6}>
          <Menu.Popup className={m['popup']}>
            <Menu.RadioGroup value={player.rate} onValueChange={(value) => player.setRate(asRate(value))}>
              {RATES.map((rate) => (
                <Menu.RadioItem key={rate} value={rate} className={m['item']}>
                  <span>{t.clip.rate(rate)}</span>
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
