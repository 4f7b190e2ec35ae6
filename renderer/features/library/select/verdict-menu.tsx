import type { ReactElement } from 'react';
import { FLAGS } from '../../../../preload/contract/vocabulary.ts';
import { cull as en, selected } from '../../../text/en-find.ts';
import { Kbd } from '../../../ui/kbd.tsx';
import { MenuItem, MenuLine, MenuPopup } from '../../../ui/menu-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import type { Subject } from '../cull/change.ts';
import { rate, setFlag } from '../cull/verdict.ts';
import s from './bar.module.css';

const KEYS = { keep: 'p', reject: 'n' } as const;
const RATINGS = [5, 4, 3, 2, 1, 0] as const;

/** Keep, reject and rating of everything that is selected. */
export function VerdictMenu({
  subject,
  open,
  onOpenChange,
  anchor,
}: PopupProps & { readonly subject: Subject }): ReactElement {
  return (
    <MenuPopup open={open} onOpenChange={onOpenChange} anchor={() => anchor.current} side="top" align="start">
      {FLAGS.map((flag) => (
        <MenuItem key={flag} run={() => setFlag(subject, flag)}>
          <span>{en.flag[flag]}</span>
          <Kbd combo={KEYS[flag]} className={s['key']} />
        </MenuItem>
      ))}
      <MenuItem run={() => setFlag(subject, null)}>
        <span>{selected.neither}</span>
      </MenuItem>
      <MenuLine />
      {RATINGS.map((stars) => (
        <MenuItem key={stars} run={() => rate(subject, stars)}>
          <span>{stars === 0 ? en.noStars : en.stars(stars)}</span>
          <Kbd combo={`alt+${stars}`} className={s['key']} />
        </MenuItem>
      ))}
    </MenuPopup>
  );
}
