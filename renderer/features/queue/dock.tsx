import { ChevronDown, ChevronUp, ListX, Pause, Play } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { type Hold, isFinal } from '../../../preload/contract/vocabulary.ts';
import { useWorld } from '../../state/core.ts';
import { tally, useJobs } from '../../state/jobs.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/clock.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { useMedia } from '../../ui/media-query.ts';
import { clearFinished, setPaused } from './actions.ts';
import s from './dock.module.css';
import { ForeignButtons } from './foreign-buttons.tsx';
import { JobList } from './job-list.tsx';
import { ReadyButton } from './ready-button.tsx';

/** When the last of these holds is over, in milliseconds since 1970; 0 where there is none. */
function holdEnd(jobs: readonly JobView[], hold: Hold): number {
  return Math.max(0, ...jobs.map((job) => (job.hold === hold ? (job.holdUntil ?? 0) : 0)));
}

/** Counts in words; while the service asks for patience, that. */
export function QueueSummary(): ReactElement {
  const jobs = useJobs((queue) => queue.jobs);
  const paused = useWorld((world) => world.paused);
  const slowUntil = holdEnd(jobs, 'rateLimit');
  const fullUntil = holdEnd(jobs, 'slot');
  const now = useNow(slowUntil > 0 || fullUntil > 0 ? 1000 : null);
  const counts = t.queue.summary(tally(jobs), paused);
  const words =
    slowUntil > now ? t.queue.slowDown(slowUntil - now) : fullUntil > now ? t.queue.full(counts) : counts;
  return (
    <p className={sh['hint']} title={words}>
      {words}
    </p>
  );
}

/** Pause or resume everything, and clear what has ended. Each is drawn only while it would do something. */
export function QueueButtons({ iconsOnly = false }: { readonly iconsOnly?: boolean }): ReactElement {
  const jobs = useJobs((queue) => queue.jobs);
  const paused = useWorld((world) => world.paused);
  const active = jobs.some((job) => !isFinal(job.state));
  const ended = jobs.some((job) => isFinal(job.state));
  const pauseWords = paused ? t.queue.resume : t.queue.pause;
  return (
    <>
      {(active || paused) && (
        <Button
          small
          look={paused ? 'plain' : 'ghost'}
          icon={iconsOnly}
          aria-label={pauseWords}
          title={pauseWords}
          onClick={() => void setPaused(!paused)}
        >
          <Icon of={paused ? Play : Pause} size={14} />
          {!iconsOnly && pauseWords}
        </Button>
      )}
      {ended && (
        <Button
          small
          look="ghost"
          icon={iconsOnly}
          aria-label={t.queue.clearFinished}
          title={t.queue.clearFinished}
          onClick={() => void clearFinished()}
        >
          {iconsOnly ? <Icon of={ListX} size={14} /> : t.queue.clearFinished}
        </Button>
      )}
    </>
  );
}

/** Jobs on the key that nobody has decided about: a quiet line, never a dialog. */
function ForeignLine(): ReactElement | null {
  const foreign = useWorld((world) => world.foreign);
  if (foreign === 0) return null;
  return (
    <div className={s['foreign']} role="status">
      <p title={t.queue.foreignHint}>
        {t.queue.foreign(foreign)} <span className={sh['hint']}>{t.queue.foreignHint}</span>
      </p>
      <ForeignButtons />
    </div>
  );
}

/** The queue at the foot of Animate; one line of small cards where the window is low. */
export function Dock(): ReactElement | null {
  const some = useJobs((queue) => queue.jobs.length > 0);
  const foreign = useWorld((world) => world.foreign > 0);
  const low = useMedia('(max-height: 780px)');
  const [open, setOpen] = useState(true);
  if (!some && !foreign) return null;
  const title = open ? t.queue.hide : t.queue.unfold;
  return (
    <section
      data-part="queue"
      className={cx(
        sh['panel'],
        s['dock'],
        low && some && s['line'],
        (!some || (!open && !low)) && s['collapsed'],
      )}
      aria-label={t.queue.title}
    >
      <ForeignLine />
      {some && (
        <>
          <header className={s['header']}>
            <h2 tabIndex={-1}>{t.queue.title}</h2>
            <QueueSummary />
            {(open || low) && <ReadyButton />}
            {!low && (
              <>
                <QueueButtons />
                <Button
                  small
                  icon
                  look="ghost"
                  aria-label={title}
                  title={title}
                  aria-expanded={open}
                  onClick={() => setOpen(!open)}
                >
                  <Icon of={open ? ChevronDown : ChevronUp} />
                </Button>
              </>
            )}
          </header>
          {(open || low) && <JobList row={low} className={cx(sh['fades'], s['jobs'])} />}
          {low && (
            <div>
              <QueueButtons iconsOnly />
            </div>
          )}
        </>
      )}
    </section>
  );
}
