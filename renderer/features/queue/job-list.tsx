import {
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
  useLayoutEffect,
  useRef,
  type WheelEvent,
} from 'react';
import { useJobs } from '../../state/jobs.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { move } from './actions.ts';
import s from './job-card.module.css';
import { JobCard } from './job-card.tsx';
import type { Move } from './order.ts';
import { useCardDrag } from './use-drag.ts';

/** More cards than a person can look through; the header still counts all of them. */
const SHOWN = 150;

interface Props {
  /** Small cards with their words beside the picture. */
  readonly row: boolean;
  /** One below the other, rather than side by side. */
  readonly down?: boolean;
  readonly className?: string | undefined;
}

/** Keeps the focus on its control when the cards around it change places. */
function useKeptFocus(list: RefObject<HTMLElement | null>): void {
  const before = document.activeElement;
  useLayoutEffect(() => {
    if (before instanceof HTMLElement && before !== document.activeElement && list.current?.contains(before))
      before.focus();
  });
}

const STEPS: Readonly<Record<string, Move>> = {
  ArrowLeft: 'up',
  ArrowUp: 'up',
  ArrowRight: 'down',
  ArrowDown: 'down',
};

/** Alt and an arrow move the card that has the focus. */
function moveByKey(event: KeyboardEvent): void {
  const step = event.altKey ? STEPS[event.key] : undefined;
  const card = event.target instanceof Element && event.target.closest<HTMLElement>('[data-job]');
  const id = card ? card.dataset['job'] : undefined;
  if (step === undefined || id === undefined) return;
  event.preventDefault();
  move(id, step);
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
  useKeptFocus(list);
  const hidden = jobs.length - SHOWN;
  return (
    <ol
      ref={list}
      className={cx(className, down && s['down'])}
      aria-label={t.queue.title}
      onKeyDown={moveByKey}
      onWheel={down ? undefined : scrollSideways}
      {...drag.handlers}
    >
      {jobs.slice(0, SHOWN).map((job) => (
        <JobCard key={job.id} job={job} row={row} held={job.id === drag.id} mark={drag.mark(job.id)} />
      ))}
      {hidden > 0 && <li className={sh['hint']}>{t.queue.more(hidden)}</li>}
    </ol>
  );
}
