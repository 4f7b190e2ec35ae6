import { Popover } from '@base-ui/react/popover';
import { type ReactElement, useRef } from 'react';
import { isActive, tally, useJobs } from '../../state/jobs.ts';
import { useUi } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { useNow } from '../../ui/clock.ts';
import { Ring } from '../../ui/ring.tsx';
import s from './activity.module.css';
import { cardView, runsByClock } from './card-view.ts';
import { QueueButtons, QueueSummary } from './dock.tsx';
import { JobList } from './job-list.tsx';

/** How far all active jobs have come together. */
function useShare(): number {
  const jobs = useJobs((queue) => queue.jobs);
  const now = useNow(jobs.some(runsByClock));
  const active = jobs.filter(isActive);
  if (active.length === 0) return 0;
  return active.reduce((sum, job) => sum + (cardView(job, now).done ?? 0), 0) / active.length;
}

/** Away from Animate the title bar shows the queue; it opens there as a popover. */
export function Activity(): ReactElement | null {
  const jobs = useJobs((queue) => queue.jobs);
  const open = useUi((ui) => ui.queueOpen);
  const share = useShare();
  const title = useRef<HTMLHeadingElement>(null);
  if (jobs.length === 0) return null;
  const { active, kept } = tally(jobs);
  const words = t.queue.activity(active, kept);
  return (
    <Popover.Root open={open} onOpenChange={(queueOpen) => useUi.setState({ queueOpen })}>
      <Popover.Trigger className={s['activity']} title={t.shell.withKey(t.queue.show, 'Q')}>
        <Ring size={18} width={2.5} next={share} />
        {words}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner
          className={s['positioner']}
          side="bottom"
          align="end"
          sideOffset={6}
          collisionPadding={12}
        >
          <Popover.Popup className={s['popup']} initialFocus={title}>
            <header className={s['header']}>
              <Popover.Title ref={title} tabIndex={-1}>
                {t.queue.title}
              </Popover.Title>
              <QueueSummary />
              <QueueButtons iconsOnly />
            </header>
            <JobList row down className={s['list']} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
