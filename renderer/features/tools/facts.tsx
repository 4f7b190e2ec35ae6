import { TriangleAlert } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../../text/en.ts';
import { tools as en } from '../../text/en-tools.ts';
import { Icon } from '../../ui/icon.tsx';
import s from './tools.module.css';
import type { Planned } from './use-plan.ts';

interface Props {
  readonly planned: Planned;
  /** What the failure's words call it. */
  readonly name: string;
  readonly children: (planned: Planned & { readonly state: 'ready' }) => ReactNode;
}

/** A line that needs to be noticed. */
export function Warning({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <p className={s['warning']}>
      <Icon of={TriangleAlert} size={14} />
      {children}
    </p>
  );
}

/** What will come out, said before it is begun. */
export function Facts({ planned, name, children }: Props): ReactElement {
  return (
    <div className={s['facts']} role="status">
      {planned.state === 'looking' && <p>{en.looking}</p>}
      {planned.state === 'failed' && (
        <Warning>{t.failure({ ...planned.failure, facts: { name } }, name).title}</Warning>
      )}
      {planned.state === 'ready' && children(planned)}
    </div>
  );
}
