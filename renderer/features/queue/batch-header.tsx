import { Ellipsis } from 'lucide-react';
import { lazy, type ReactElement } from 'react';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { tally } from '../../state/jobs.ts';
import { t } from '../../text/en.ts';
import { Icon } from '../../ui/icon.tsx';
import { PopupButton } from '../../ui/popup-button.tsx';
import s from './batch.module.css';
import { useBatchView } from './batch-actions.ts';

const BatchMenu = lazy(async () => ({ default: (await import('./batch-menu.tsx')).BatchMenu }));

interface HeaderProps {
  readonly id: string;
  readonly jobs: readonly JobView[];
  /** Whether Tab goes to its menu: only to that of the batch whose card Tab goes to. */
  readonly tabIndex: 0 | -1;
}

/** What a batch is called, how far it has come, and what can be done with all of it. */
export function BatchHeader({ id, jobs, tabIndex }: HeaderProps): ReactElement {
  const { name, paused } = useBatchView(id);
  const words = t.queue.batchSummary(jobs.length, tally(jobs), paused);
  const title = name === '' ? t.queue.batch : name;
  return (
    <div className={s['header']}>
      <p title={`${title} · ${words}`}>
        <b>{title}</b> <span>{words}</span>
      </p>
      <PopupButton
        kind="menu"
        popup={(popup) => <BatchMenu {...popup} id={id} jobs={jobs} />}
        small
        icon
        look="ghost"
        aria-label={t.queue.batchMenu(title)}
        title={t.queue.menu}
        tabIndex={tabIndex}
      >
        <Icon of={Ellipsis} size={14} />
      </PopupButton>
    </div>
  );
}
