import { type ReactElement, useEffect, useState } from 'react';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { inBatches, useJobs } from '../../state/jobs.ts';
import { openClip, useUi } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { hush, say, sayFailure } from '../../ui/toasts.ts';
import { useQueueUi } from './actions.ts';
import { cardView } from './card-view.ts';
import { batchWords, newsBetween } from './news.ts';
import { Spoken } from './spoken.ts';

/**
 * Away from Animate nobody sees the cards, so a toast says that clips are there: one for each batch, which counts, and one
 * for all that were made alone.
 */
function toastReady(ready: readonly JobView[], jobs: readonly JobView[]): void {
  for (const [batchId, ofBatch] of inBatches(ready)) {
    const latest = ofBatch.at(-1);
    if (!latest?.clipId) continue;
    const { clipId, prompt } = latest;
    hush('sent');
    say({
      about: jobs.filter((job) => job.batchId === batchId).length > 1 ? `ready ${batchId}` : 'ready',
      title: batchWords(latest, jobs),
      body: prompt,
      look: 'done',
      action: { label: t.queue.showClip, run: () => openClip(clipId) },
    });
  }
}

/** Tells people who do not see the cards what has ended; failures are said at once. */
export function Announcer(): ReactElement {
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  const moved = useQueueUi((ui) => ui.moved);
  useEffect(() => {
    let before = new Map(useJobs.getState().jobs.map((job) => [job.id, job]));
    const spoken = new Spoken(setPolite);
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
      // A toast is read out by itself.
      if (useUi.getState().view === 'animate') spoken.add(ready);
      else toastReady(ready, jobs);
    });
    return () => {
      stop();
      spoken.stop();
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
