import type { ReactElement } from 'react';
import s from './spinner.module.css';

/** Shown beside a verb while something small is under way; never over footage. */
export function Spinner(): ReactElement {
  return <span className={s['spin']} aria-hidden="true" />;
}
