import {
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  type ReactElement,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
  type WheelEvent,
} from 'react';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { inBatches, isWaiting, useJobs } from '../../state/jobs.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { cancelJob, dismiss, move, useQueueUi } from './actions.ts';
import b from './batch.module.css';
import { BatchHeader } from './batch-header.tsx';
import { openCardMenu } from './card-menu-button.tsx';
import s from './job-card.module.css';
import { JobCard } from './job-card.tsx';
import type { Move } from './order.ts';
import { useCardDrag } from './use-drag.ts';
import { useRoving } from './use-roving.ts';
import { useSought } from './use-sought.ts';

const CardMenu = lazy(async () => ({ default: (await import('./card-menu.tsx')).CardMenu }));

/** As many cards are drawn at first, and again each time their end comes into sight. */
const STEP = 60;
/** How near its end must come, so that scrolling meets finished cards. */
const AHEAD = '600px';

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
  else if (event.key === 'Delete' && event.repeat) return true;
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

interface Shown {
  readonly shown: number;
  readonly showMore: () => void;
  /** Goes on what stands behind the last card. */
  readonly end: (element: HTMLElement | null) => (() => void) | undefined;
}

/** How many cards are drawn: more as soon as their end comes into sight. */
function useShown(): Shown {
  const [shown, setShown] = useState(STEP);
  const showMore = useCallback(() => setShown((before) => before + STEP), []);
  const end = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && showMore(), {
        root: element.parentElement,
        rootMargin: AHEAD,
      });
      observer.observe(element);
      return () => observer.disconnect();
    },
    [showMore],
  );
  return { shown, showMore, end };
}

/** A card that is moved takes the focus along, and stays in sight with it. */
function useFocusInSight(list: RefObject<HTMLElement | null>, order: string): void {
  useEffect(() => {
    if (order === '') return;
    const card = document.activeElement?.closest('[data-job]');
    if (card && list.current?.contains(card)) card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [list, order]);
}

/** The cards of the queue; those of one batch stand together where its first card stands. */
export function JobList({ row, down = false, className }: Props): ReactElement {
  const jobs = useJobs((queue) => queue.jobs);
  const menuOf = useQueueUi((ui) => ui.menuOf);
  const drag = useCardDrag(down);
  const list = useRef<HTMLOListElement>(null);
  const { shown, showMore, end } = useShown();
  const batches = inBatches(jobs);
  const drawn = new Set([...batches.values()].flat().slice(0, shown));
  const ids = [...drawn].map(({ id }) => id);
  const roving = useRoving(list, ids);
  useFocusInSight(list, ids.join());
  const hidden = jobs.length - drawn.size;
  useSought(list, hidden, showMore);
  const card = (job: JobView): ReactElement | false =>
    drawn.has(job) && (
      <JobCard
        key={job.id}
        job={job}
        row={row}
        tabIndex={job.id === roving.at ? 0 : -1}
        held={job.id === drag.id}
        mark={drag.mark(job.id)}
      />
    );
  return (
    <>
      <ol
        ref={list}
        className={cx(className, down && s['down'])}
        aria-label={t.queue.title}
        onKeyDown={(event) => {
          if (event.key === 'End' && hidden > 0) showMore();
          if (actByKey(event) || roving.onKey(event)) event.preventDefault();
        }}
        onFocus={(event) => {
          roving.onFocus(event);
          if (hidden > 0 && jobAt(event.target) === [...drawn].at(-1)?.id) showMore();
        }}
        onBlur={roving.onBlur}
        onContextMenu={openByMouse}
        onWheel={down ? undefined : scrollSideways}
        {...drag.handlers}
      >
        {[...batches].map(([id, ofBatch]) => {
          const [first] = ofBatch;
          if (!first || !drawn.has(first)) return null;
          if (ofBatch.length === 1) return card(first);
          return (
            <li key={id} className={cx(b['group'], row && !down && b['row'], down && b['down'])}>
              <BatchHeader
                id={id}
                jobs={ofBatch}
                tabIndex={ofBatch.some((job) => job.id === roving.at) ? 0 : -1}
              />
              <ol className={b['cards']}>{ofBatch.map(card)}</ol>
            </li>
          );
        })}
        {hidden > 0 && (
          // Anew for each step: one that stays in sight would not be told of again.
          <li key={`${drawn.size} of all`} ref={end} className={sh['hint']}>
            {t.queue.more(hidden)}
          </li>
        )}
      </ol>
      {menuOf !== null && (
        <Suspense>
          <CardMenu jobId={menuOf} />
        </Suspense>
      )}
    </>
  );
}
