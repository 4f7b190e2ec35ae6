import { lazy, type ReactElement, Suspense, useRef } from 'react';
import { isActive, tally, useJobs } from '../../state/jobs.ts';
import { useUi } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { useNow } from '../../ui/clock.ts';
import { Ring } from '../../ui/ring.tsx';
import s from './activity.module.css';
import { cardView, clockOf } from './card-view.ts';

const ActivityPanel = lazy(async () => ({ default: (await import('./activity-panel.tsx')).ActivityPanel }));

const soonest = (steps: readonly (number | null)[]): number | null =>
  steps.reduce((least, step) => (least === null || (step !== null && step < least) ? step : least), null);

/** How far all active jobs have come together. */
function useShare(): number {
  const jobs = useJobs((queue) => queue.jobs);
  const now = useNow(soonest(jobs.map((job) => clockOf(job, Date.now()))));
  const active = jobs.filter(isActive);
  if (active.length === 0) return 0;
  return active.reduce((sum, job) => sum + (cardView(job, now).done ?? 0), 0) / active.length;
}

/** Away from Animate the title bar shows the queue; it opens there as a popover. */
export function Activity(): ReactElement | null {
  const jobs = useJobs((queue) => queue.jobs);
  const open = useUi((ui) => ui.queueOpen);
  const wanted = useRef(false);
  wanted.current ||= open;
  const anchor = useRef<HTMLButtonElement>(null);
  // A press beside the open queue closes it, also one of its own button.
  const closes = useRef(false);
  const share = useShare();
  if (jobs.length === 0) return null;
  const words = t.queue.activity(tally(jobs));
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={s['activity']}
        title={t.shell.withKey(t.queue.show, 'Q')}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerDown={() => {
          closes.current = open;
        }}
        onClick={() => {
          useUi.setState({ queueOpen: !closes.current });
          closes.current = false;
        }}
      >
        <Ring size={18} width={2.5} next={share} />
        {words}
      </button>
      {wanted.current && (
        <Suspense>
          <ActivityPanel anchor={anchor} />
        </Suspense>
      )}
    </>
  );
}
