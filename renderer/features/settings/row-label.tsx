import type { ReactElement, ReactNode } from 'react';
import s from './settings.module.css';

interface Props {
  readonly htmlFor: string;
  /** It describes the control, whose name stays short: the control refers to it as `hintId(htmlFor)`. */
  readonly hint: string;
  readonly children: ReactNode;
}

export const hintId = (htmlFor: string): string => `${htmlFor}-hint`;

/** The name of a control, with a line below it that says more. */
export function RowLabel({ htmlFor, hint, children }: Props): ReactElement {
  return (
    <div className={s['name']}>
      <label htmlFor={htmlFor}>{children}</label>
      <span className={s['hint']} id={hintId(htmlFor)}>
        {hint}
      </span>
    </div>
  );
}
