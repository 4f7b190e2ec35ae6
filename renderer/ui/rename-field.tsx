import { type KeyboardEvent, type ReactElement, useState } from 'react';
import f from './field.module.css';

interface Props {
  readonly label: string;
  readonly name: string;
  readonly maxLength: number;
  /** Another name was given. */
  readonly onRename: (name: string) => void;
  readonly onEnd: () => void;
}

/** Another name for something in a list: Enter keeps it, Escape does not. */
export function RenameField({ label, name: before, maxLength, onRename, onEnd }: Props): ReactElement {
  const [name, setName] = useState(before);
  const end = (): void => {
    const next = name.trim();
    if (next !== '' && next !== before) onRename(next);
    onEnd();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') end();
    else if (event.key === 'Escape') onEnd();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      className={f['input']}
      aria-label={label}
      value={name}
      maxLength={maxLength}
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
      autoFocus
      onChange={(event) => setName(event.target.value)}
      onKeyDown={onKey}
      onBlur={end}
    />
  );
}
