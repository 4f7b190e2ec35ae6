import { Ban, Flag, Heart } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { cull as en } from '../../../text/en-find.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Tip } from '../../../ui/tooltip.tsx';
import s from './cull.module.css';
import { subjectOf } from './use-cull-keys.ts';
import { toggleFavourite, toggleFlag } from './verdict.ts';

/** Favourite, keep and reject of one clip. */
export function VerdictButtons({ clip }: { readonly clip: ClipView }): ReactElement {
  const subject = subjectOf(clip);
  const buttons = [
    { name: en.favourite, combo: 'h', icon: Heart, on: clip.favourite, run: () => toggleFavourite(subject) },
    {
      name: en.flag.keep,
      combo: 'p',
      icon: Flag,
      on: clip.flag === 'keep',
      run: () => toggleFlag(subject, 'keep'),
    },
    {
      name: en.flag.reject,
      combo: 'n',
      icon: Ban,
      on: clip.flag === 'reject',
      run: () => toggleFlag(subject, 'reject'),
    },
  ];
  return (
    <fieldset className={s['verdict']} aria-label={en.group}>
      {buttons.map(({ name, combo, icon, on, run }) => (
        <Tip key={name} words={name} combo={combo}>
          <Button icon small look="ghost" aria-label={name} aria-pressed={on} onClick={run}>
            <Icon of={icon} solid={on && icon !== Ban} />
          </Button>
        </Tip>
      ))}
    </fieldset>
  );
}
