import { type KeyboardEvent, type MouseEvent, type ReactElement, useRef, type WheelEvent } from 'react';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { isWaiting, useJobs } from '../../state/jobs.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { cancelJob, dismiss, move } from './actions.ts';
import { CardMenu, openCardMenu } from './card-menu.tsx';
import s from './job-card.module.css';
import { JobCard } from './job-card.tsx';
import type { Move } from './order.ts';
import { useCardDrag } from './use-drag.ts';
import { useRoving } from './use-roving.ts';

/** More cards than a person can look through; the header still counts all of them. */
const SHOWN = 150;

interface Props {
  /** Small cards with their words beside the picture. */
  readonly row: boolean;
  /** One below the other, rather than side by side. */
  readonly down?: boolean;
  readonly className?: string | undefined;
}

const STEPS: Readonly<Record<string, Move>> = {
  ArrowLeft: 'up',
  ArrowUp: 'up',
  ArrowRight: 'down',
  ArrowDown: 'down',
};

/** The id of the card around an element. */
function jobAt(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-job]')?.dataset['job'] : undefined;
}

/** Alt and an arrow move the card that has the focus; Delete takes it out where that can be undone or loses nothing. */
function actByKey(event: KeyboardEvent): boolean {
  const id = jobAt(event.target);
  const job = useJobs.getState().jobs.find((one) => one.id === id);
  const step = event.altKey ? STEPS[event.key] : undefined;
  if (!job) return false;
  if (step !== undefined) move(job.id, step);
  else if (event.key === 'Delete' && isWaiting(job)) cancelJob(job);
  else if (event.key === 'Delete' && isFinal(job.state)) void dismiss([job.id]);
  else return false;
  return true;
}

/** The other button of the mouse opens a card's menu. */
function openByMouse(event: MouseEvent): void {
  const id = jobAt(event.target);
  if (id === undefined) return;
  event.preventDefault();
  openCardMenu(id);
}

/** A mouse has one wheel, and cards that stand side by side have only one way to go. */
function scrollSideways(event: WheelEvent<HTMLElement>): void {
  if (event.deltaX === 0) event.currentTarget.scrollLeft += event.deltaY;
}

/** The cards of the queue. */
export function JobList({ row, down = false, className }: Props): ReactElement {
  const jobs = useJobs((queue) => queue.jobs);
  const drag = useCardDrag(down);
  const list = useRef<HTMLOListElement>(null);
  const shown = jobs.slice(0, SHOWN);
  const roving = useRoving(
    list,
    shown.map(({ id }) => id),
  );
  const hidden = jobs.length - SHOWN;
  return (
    <>
      <ol
        ref={list}
        className={cx(className, down && s['down'])}
        aria-label={t.queue.title}
        onKeyDown={(event) => {
          if (actByKey(event) || roving.onKey(event)) event.preventDefault();
        }}
        onFocus={roving.onFocus}
        onBlur={roving.onBlur}
        onContextMenu={openByMouse}
        onWheel={down ? undefined : scrollSideways}
        {...drag.handlers}
      >
        {shown.map((job) => (
          <JobCard
            key={job.id}
            job={job}
            row={row}
            tabIndex={job.id === roving.at ? 0 : -1}
            held={job.id === drag.id}
            mark={drag.mark(job.id)}
          />
        ))}
        {hidden > 0 && <li className={sh['hint']}>{t.queue.more(hidden)}</li>}
      </ol>
      <CardMenu />
    </>
  );
}
