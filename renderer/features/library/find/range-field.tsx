import { type ReactElement, useState } from 'react';
import f from '../../../ui/field.module.css';
import s from './panels.module.css';

interface Props {
  readonly label: string;
  readonly type?: 'date' | 'text';
  /** Makes the whole name of the field from its label, where the label leaves out the unit. */
  readonly unit?: (label: string) => string;
  /** What it is set to now. */
  readonly value: string;
  /** False: that is not an amount. */
  readonly onChange: (text: string) => unknown;
}

/** One end of a range. What is written counts at once; what is no amount is marked and changes nothing. */
export function RangeField({ label, type = 'text', unit, value, onChange }: Props): ReactElement {
  const [text, setText] = useState(value);
  const [wrong, setWrong] = useState(false);
  return (
    <label className={s['field']}>
      <span>{label}</span>
      <input
        className={f['input']}
        type={type}
        inputMode={type === 'text' ? 'decimal' : undefined}
        maxLength={type === 'text' ? 12 : undefined}
        min={type === 'date' ? '1970-01-01' : undefined}
        aria-label={unit?.(label)}
        aria-invalid={wrong}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setWrong(onChange(target.value) === false);
        }}
      />
    </label>
  );
}
