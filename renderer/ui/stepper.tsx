import { Minus, Plus } from 'lucide-react';
import type { KeyboardEvent, ReactElement } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import s from './stepper.module.css';

interface Props {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The visible words that name it. */
  readonly label: string;
  readonly less: string;
  readonly more: string;
  readonly onChange: (value: number) => void;
}

/** A small whole number: two buttons and the arrow keys. */
export function Stepper({ value, min, max, label, less, more, onChange }: Props): ReactElement {
  const set = (next: number): void => onChange(Math.min(max, Math.max(min, next)));
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: value + 1,
      ArrowRight: value + 1,
      ArrowDown: value - 1,
      ArrowLeft: value - 1,
      Home: min,
      End: max,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  return (
    <div className={s['stepper']}>
      <Button
        icon
        small
        look="ghost"
        aria-label={less}
        aria-disabled={value <= min}
        onClick={() => set(value - 1)}
      >
        <Icon of={Minus} size={14} />
      </Button>
      <span
        className={s['value']}
        role="spinbutton"
        tabIndex={0}
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        onKeyDown={onKey}
      >
        {value}
      </span>
      <Button
        icon
        small
        look="ghost"
        aria-label={more}
        aria-disabled={value >= max}
        onClick={() => set(value + 1)}
      >
        <Icon of={Plus} size={14} />
      </Button>
    </div>
  );
}
