import { ChevronDown, X } from 'lucide-react';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { changeQuery } from '../../../state/library/query.ts';
import { filters as en } from '../../../text/en-find.ts';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import { PopupButton, type PopupProps } from '../../../ui/popup-button.tsx';
import s from './chip.module.css';
import { cleared, type Filter } from './filters.ts';

interface Props {
  readonly filter: Filter;
  /** What the condition is set to, in words; null: it is not set. */
  readonly value: string | null;
  readonly kind: 'menu' | 'dialog';
  readonly popup: (props: PopupProps) => ReactNode;
}

/** A condition: its name, or what it is set to with a way to take it away. Delete does that too. */
export function Chip({ filter, value, kind, popup }: Props): ReactElement {
  const chip = useRef<HTMLSpanElement>(null);
  const name = en.names[filter];
  const clear = (): void => {
    changeQuery(cleared(filter));
    chip.current?.querySelector('button')?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside
    <span
      ref={chip}
      className={cx(s['chip'], value !== null && s['on'])}
      onKeyDown={(event) => {
        if (value === null || (event.key !== 'Delete' && event.key !== 'Backspace')) return;
        // What is typed in the popup is none of the chip's business.
        if (!chip.current?.contains(event.target as Node)) return;
        event.preventDefault();
        event.stopPropagation();
        clear();
      }}
    >
      <PopupButton
        kind={kind}
        small
        look="ghost"
        className={s['open']}
        popup={popup}
        aria-label={value === null ? undefined : en.set(name, value)}
      >
        <span className={s['words']}>{value ?? name}</span>
        {value === null && <Icon of={ChevronDown} size={14} className={s['more']} />}
      </PopupButton>
      {value !== null && (
        <button type="button" className={s['clear']} aria-label={en.clear(name)} onClick={clear}>
          <Icon of={X} size={14} />
        </button>
      )}
    </span>
  );
}
