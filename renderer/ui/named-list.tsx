import { Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import sh from '../style/shared.module.css';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import s from './named-list.module.css';
import { RenameField } from './rename-field.tsx';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Words {
  readonly newName: (name: string) => string;
  readonly rename: (name: string) => string;
  readonly remove: (name: string) => string;
}

interface Props<T extends Named> {
  readonly label: string;
  readonly things: readonly T[];
  readonly words: Words;
  readonly maxLength: number;
  /** What stands beside the name. */
  readonly note?: (thing: T) => string;
  readonly hint?: (thing: T) => string | undefined;
  readonly isCurrent?: (thing: T) => boolean;
  readonly onPick: (thing: T) => void;
  readonly onRename: (thing: T, name: string) => void;
  readonly onRemove: (thing: T) => void;
}

/** What a person has saved under names, to be picked, renamed and removed. */
export function NamedList<T extends Named>(props: Props<T>): ReactElement {
  const { label, things, words, maxLength, note, hint, isCurrent, onPick, onRename, onRemove } = props;
  const [renaming, setRenaming] = useState<string | null>(null);
  const row = (thing: T): ReactElement => {
    const { id, name } = thing;
    if (id === renaming)
      return (
        <RenameField
          label={words.newName(name)}
          name={name}
          maxLength={maxLength}
          onRename={(next) => onRename(thing, next)}
          onEnd={() => setRenaming(null)}
        />
      );
    return (
      <>
        <button
          type="button"
          className={s['pick']}
          title={hint?.(thing)}
          aria-current={isCurrent?.(thing)}
          onClick={() => onPick(thing)}
        >
          <span>{name}</span>
          {note && <span className={sh['hint']}>{note(thing)}</span>}
        </button>
        <Button small icon look="ghost" aria-label={words.rename(name)} onClick={() => setRenaming(id)}>
          <Icon of={Pencil} size={14} />
        </Button>
        <Button small icon look="ghost" aria-label={words.remove(name)} onClick={() => onRemove(thing)}>
          <Icon of={Trash2} size={14} />
        </Button>
      </>
    );
  };
  return (
    <ul className={s['list']} aria-label={label}>
      {things.map((thing) => (
        <li key={thing.id}>{row(thing)}</li>
      ))}
    </ul>
  );
}
