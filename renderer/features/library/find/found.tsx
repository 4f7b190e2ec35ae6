import { type ReactElement, useEffect, useState } from 'react';
import { useOutline } from '../../../state/library/outline.ts';
import { isFiltered, useQuery } from '../../../state/library/query.ts';
import { filters as en } from '../../../text/en-find.ts';
import s from './find.module.css';

/** Reading out waits until the typing has stopped. */
const PAUSE_MS = 500;

/** How many clips match what is looked for; empty where nothing is. */
export function useFound(): string {
  const filtered = useQuery(({ query }) => isFiltered(query));
  const count = useOutline(({ places, complete }) => (complete ? places.length : null));
  return filtered && count !== null ? en.found(count) : '';
}

/**
 * The same beside the filters, where there is room, otherwise at the foot of the library: shown at once, read out when
 * it has come to rest.
 */
export function Found(): ReactElement {
  const words = useFound();
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = setTimeout(setSpoken, PAUSE_MS, words);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <>
      <span className={s['found']} aria-hidden="true">
        {words}
      </span>
      <span className={s['spoken']} role="status">
        {spoken}
      </span>
    </>
  );
}
