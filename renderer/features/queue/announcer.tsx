import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { useJobs } from '../../state/jobs.ts';
import { openClip, useUi } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { say, sayFailure } from '../../ui/toasts.ts';
import { useQueueUi } from './actions.ts';
import { cardView } from './card-view.ts';

/** Screen readers hear of the queue at most once in this time; failures are said at once. */
const QUIET_MS = 10_000;

const GOES_ON: readonly JobView['state'][] = ['pending', 'processing', 'downloading', 'done'];

/** What does not go on without the person. */
const NEEDS_PERSON: readonly JobView['state'][] = ['failed', 'rejected', 'asking', 'absent'];

interface News {
  readonly ready: readonly JobView[];
  readonly failed: readonly JobView[];
  /** They were to be cancelled, and go on. */
  readonly tooLate: readonly JobView[];
}

/** What ended between two looks at the queue. */
function newsBetween(before: ReadonlyMap<string, JobView>, jobs: readonly JobView[]): News {
  const turned = (state: JobView['state']): JobView[] =>
    jobs.filter((job) => {
      const was = before.get(job.id)?.state;
      return job.state === state && was !== undefined && was !== state;
    });
  const tooLate = jobs.filter(
    (job) => before.get(job.id)?.state === 'cancelling' && GOES_ON.includes(job.state),
  );
  return { ready: turned('done'), failed: NEEDS_PERSON.flatMap(turned), tooLate };
}

function readyWords(ready: readonly JobView[], jobs: readonly JobView[]): string {
  const [first] = ready;
  if (!first) return '';
  if (ready.length > 1) return t.queue.spokenMany(ready.length);
  const batch = jobs.filter((job) => job.batchId === first.batchId);
  return t.queue.spokenReady(batch.filter(({ state }) => state === 'done').length, batch.length);
}

/** Away from Animate nobody sees the cards, so a toast says that a clip is there. */
function toastReady(ready: readonly JobView[]): void {
  const [first] = ready;
  const { view } = useUi.getState();
  if (!first?.clipId || view === 'animate') return;
  const { clipId } = first;
  const title = ready.length > 1 ? t.queue.spokenMany(ready.length) : t.queue.readyToast;
  say({
    title,
    body: first.prompt,
    look: 'done',
    action: { label: t.queue.showClip, run: () => openClip(clipId) },
  });
}

/** Tells people who do not see the cards what has ended: politely, and not too often. */
export function Announcer(): ReactElement {
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  const moved = useQueueUi((ui) => ui.moved);
  const last = useRef(0);
  useEffect(() => {
    let before = new Map(useJobs.getState().jobs.map((job) => [job.id, job]));
    let waiting: JobView[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const speak = (): void => {
      timer = undefined;
      last.current = Date.now();
      setPolite(readyWords(waiting, useJobs.getState().jobs));
      waiting = [];
    };
    const stop = useJobs.subscribe(({ jobs }) => {
      const { ready, failed, tooLate } = newsBetween(before, jobs);
      before = new Map(jobs.map((job) => [job.id, job]));
      const [broken] = failed;
      if (broken) {
        const view = cardView(broken, Date.now());
        const words = t.queue.spokenFailed(view.label, view.note, failed.length);
        // The same words once more are spoken only if they differ.
        setUrgent((before) => (before === words ? `${words}\u00a0` : words));
      }
      if (tooLate.length > 0) sayFailure({ code: 'too-late-to-cancel' });
      if (ready.length === 0) return;
      toastReady(ready);
      waiting.push(...ready);
      timer ??= setTimeout(speak, Math.max(0, last.current + QUIET_MS - Date.now()));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return (
    <>
      <p className={sh['sr']} role="status" aria-label={t.queue.title}>
        {polite}
      </p>
      <p className={sh['sr']} role="status" aria-label={t.queue.order}>
        {moved}
      </p>
      <p className={sh['sr']} role="alert">
        {urgent}
      </p>
    </>
  );
}
