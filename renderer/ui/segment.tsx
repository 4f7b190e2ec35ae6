import { type ReactElement, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import s from './field.module.css';

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
}

interface Props<V extends string> {
  readonly choices: readonly Choice<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** Id of the visible words that name the group. */
  readonly labelledBy: string;
  readonly className?: string | undefined;
}

/** A few choices side by side: native radio buttons under a drawn surface. */
export function Segment<V extends string>({
  choices,
  value,
  onChange,
  labelledBy,
  className,
}: Props<V>): ReactElement {
  const name = useId();
  return (
    <div className={cx(s['seg'], className)} role="radiogroup" aria-labelledby={labelledBy}>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            className={s['radio']}
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
