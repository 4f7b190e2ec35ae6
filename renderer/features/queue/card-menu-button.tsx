import { Ellipsis } from 'lucide-react';
import { type ReactElement, useRef } from 'react';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Icon } from '../../ui/icon.tsx';
import { useQueueUi } from './actions.ts';
import { jobName } from './card-view.ts';

export const menuButtonId = (jobId: string): string => `more-${jobId}`;

/** Opens the menu of a card, as its button does. */
export function openCardMenu(jobId: string): void {
  useQueueUi.setState({ menuOf: jobId, menuOpen: true });
}

interface Props {
  readonly job: JobView;
  readonly tabIndex: 0 | -1;
}

/** Opens the rarer things that can be done with a job. */
export function CardMenuButton({ job, tabIndex }: Props): ReactElement {
  const open = useQueueUi((ui) => ui.menuOpen && ui.menuOf === job.id);
  // A press beside the open menu closes it, also one of its own button.
  const closes = useRef(false);
  return (
    <button
      type="button"
      id={menuButtonId(job.id)}
      className={sh['mediaBtn']}
      aria-label={t.queue.menuName(jobName(job))}
      aria-haspopup="menu"
      aria-expanded={open}
      title={t.queue.menu}
      tabIndex={tabIndex}
      data-control="menu"
      onPointerDown={() => {
        closes.current = open;
      }}
      onClick={() => {
        if (!closes.current) openCardMenu(job.id);
        closes.current = false;
      }}
    >
      <Icon of={Ellipsis} size={14} />
    </button>
  );
}
