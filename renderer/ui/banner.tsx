import type { ReactElement, ReactNode } from 'react';
import s from './banner.module.css';
import { cx } from './cx.ts';

interface Props {
  readonly tone: 'info' | 'warning' | 'danger';
  readonly icon: ReactNode;
  readonly lead: string;
  readonly body: string;
  readonly children?: ReactNode;
}

/** One line across the view that stays until its reason is gone. */
export function Banner({ tone, icon, lead, body, children }: Props): ReactElement {
  return (
    <div
      className={cx(s['banner'], tone !== 'info' && s[tone])}
      role={tone === 'danger' ? 'alert' : 'status'}
    >
      {icon}
      <p className={s['words']}>
        <b>{lead}</b> {body}
      </p>
      {children}
    </div>
  );
}
