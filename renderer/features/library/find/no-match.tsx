import type { ReactElement } from 'react';
import { clearFilters, isFiltered, useQuery } from '../../../state/library/query.ts';
import { spanOf } from '../../../state/library/spans.ts';
import { filters as en } from '../../../text/en-find.ts';
import { Button } from '../../../ui/button.tsx';
import s from '../void.module.css';

/** No clip fits what is looked for. */
export function NoMatch(): ReactElement {
  const query = useQuery((state) => state.query);
  const span = spanOf(query.created, Date.now());
  const filtered = isFiltered({ ...query, search: '' });
  return (
    <div className={s['void']}>
      <h1>{en.noneTitle}</h1>
      <p>{en.noneBody(query.search.trim(), span, filtered)}</p>
      <div className={s['row']}>
        <Button onClick={clearFilters}>{filtered ? en.clearAll : en.clearSearch}</Button>
      </div>
    </div>
  );
}
