import type { ReactElement } from 'react';
import { useOutline } from '../../../state/library/outline.ts';
import { clearFilters, isFiltered } from '../../../state/library/query.ts';
import { spanOf } from '../../../state/library/spans.ts';
import { filters as en } from '../../../text/en-find.ts';
import { Button } from '../../../ui/button.tsx';
import s from '../void.module.css';

/** No clip fits what is looked for. */
export function NoMatch(): ReactElement {
  const query = useOutline((outline) => outline.query);
  const span = spanOf(query.created, Date.now());
  const filtered = isFiltered({ ...query, search: '' });
  const clear = (): void => {
    clearFilters();
    // This button goes with the words around it.
    document.querySelector<HTMLElement>('[type="search"]')?.focus();
  };
  return (
    <div className={s['void']}>
      <h1>{en.noneTitle}</h1>
      <p>{en.noneBody(query.search.trim(), span, filtered)}</p>
      <div className={s['row']}>
        <Button onClick={clear}>{filtered ? en.clearAll : en.clearSearch}</Button>
      </div>
    </div>
  );
}
