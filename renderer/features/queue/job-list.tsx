import type { ReactElement } from 'react';
import { useJobs } from '../../state/jobs.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { JobCard } from './job-card.tsx';

/** More cards than a person can look through; the header still counts all of them. */
const SHOWN = 150;

/** The cards of the queue. */
export function JobList({
  row,
  className,
}: {
  readonly row: boolean;
  readonly className?: string | undefined;
}): ReactElement {
  const jobs = useJobs((queue) => queue.jobs);
  const hidden = jobs.length - SHOWN;
  return (
    <ol className={cx(className)} aria-label={t.queue.title}>
      {jobs.slice(0, SHOWN).map((job) => (
        <JobCard key={job.id} job={job} row={row} />
      ))}
      {hidden > 0 && <li className={sh['hint']}>{t.queue.more(hidden)}</li>}
    </ol>
  );
}
