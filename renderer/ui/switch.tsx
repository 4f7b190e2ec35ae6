import type { ReactElement } from 'react';
import s from './field.module.css';

interface Props {
  readonly id: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly describedBy?: string | undefined;
}

/** An on-off control that applies at once. Its words are a `label` for the same id. */
export function Switch({ id, checked, onChange, describedBy }: Props): ReactElement {
  return (
    <input
      className={s['switch']}
      type="checkbox"
      role="switch"
      id={id}
      checked={checked}
      aria-checked={checked}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
