import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useRef } from 'react';
import { changeQuery, useQuery } from '../../../state/library/query.ts';
import { filters as en } from '../../../text/en-find.ts';
import { Button } from '../../../ui/button.tsx';
import f from '../../../ui/field.module.css';
import { Icon } from '../../../ui/icon.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { useKeys } from '../../../ui/keys.ts';
import s from './find.module.css';

/** Looks for words in prompts, tags, models and file names with every letter that is typed. */
export function SearchField(): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const search = useQuery(({ query }) => query.search);
  const focus = (): void => {
    input.current?.focus();
    input.current?.select();
  };
  useKeys({ '/': focus, 'mod+f': focus });
  const clear = (): void => {
    changeQuery({ search: '' });
    input.current?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (search !== '') clear();
    else document.querySelector<HTMLElement>('[data-clip][tabindex="0"]')?.focus();
  };
  return (
    <div className={s['search']}>
      <Icon of={Search} />
      <input
        ref={input}
        className={f['input']}
        type="search"
        value={search}
        maxLength={500}
        placeholder={en.placeholder}
        aria-label={en.search}
        onChange={({ target }) => changeQuery({ search: target.value })}
        onKeyDown={onKey}
      />
      {search === '' ? (
        <Kbd combo="/" className={s['key']} />
      ) : (
        <Button small icon look="ghost" className={s['clear']} aria-label={en.emptyField} onClick={clear}>
          <Icon of={X} size={14} />
        </Button>
      )}
    </div>
  );
}
