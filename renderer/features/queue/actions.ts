import { create } from 'zustand';
import { priceOf } from '../../../preload/contract/model.ts';
import { isMicroCents, type MicroCents } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/routes.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { ask } from '../../bridge.ts';
import { worldNow } from '../../state/core.ts';
import { useJobs } from '../../state/jobs.ts';
import { toFailure } from '../../state/models.ts';
import { uuidv7 } from '../../state/uuid.ts';
import { sayFailure } from '../../ui/toasts.ts';

/** Dialogs of the queue, and presses that are on their way. */
export interface QueueUi {
  /** A retry that waits for the person to confirm its price. */
  readonly confirming: { readonly jobId: string; readonly total: MicroCents } | null;
  /** The job whose candidates are shown. */
  readonly choosing: string | null;
  /** Jobs with a press on its way; a second press meanwhile is the same press. */
  readonly busy: ReadonlySet<string>;
}

export const useQueueUi = create<QueueUi>()(() => ({ confirming: null, choosing: null, busy: new Set() }));

/** Today's price of the same clip; what it was estimated at where the model is not known any more. */
export function retryPrice(job: JobView): MicroCents {
  const model = worldNow()?.models.find((one) => one.id === job.modelId);
  try {
    return model ? priceOf(model, { duration: job.seconds, resolution: job.resolution }) : job.estimate;
  } catch {
    return job.estimate;
  }
}

/** Runs one press per job at a time, and says what went wrong. */
async function once(jobId: string, act: () => Promise<{ readonly ok: boolean }>): Promise<void> {
  const { busy } = useQueueUi.getState();
  if (busy.has(jobId)) return;
  useQueueUi.setState({ busy: new Set([...busy, jobId]) });
  await act();
  useQueueUi.setState((ui) => ({ busy: new Set([...ui.busy].filter((id) => id !== jobId)) }));
}

async function sendRetry(
  jobId: string,
  total: MicroCents,
  confirmed: boolean,
): Promise<{ readonly ok: boolean }> {
  const answer = await ask('job.retry', { jobId, clickId: uuidv7(), total, confirmed });
  if (answer.ok) return answer;
  const failure = toFailure(answer.error);
  const other = failure.facts?.['total'];
  if (failure.code === 'ask-first') useQueueUi.setState({ confirming: { jobId, total } });
  else if (failure.code === 'price-changed' && typeof other === 'number' && isMicroCents(other))
    useQueueUi.setState({ confirming: { jobId, total: other } });
  else sayFailure(failure);
  return answer;
}

/** A new paid job with the same recipe, at the price on the button. */
export function retry(job: JobView): void {
  void once(job.id, () => sendRetry(job.id, retryPrice(job), false));
}

/** The person has confirmed the price of a retry. */
export function confirmRetry(): void {
  const { confirming } = useQueueUi.getState();
  useQueueUi.setState({ confirming: null });
  if (confirming) void once(confirming.jobId, () => sendRetry(confirming.jobId, confirming.total, true));
}

export function cancelConfirming(): void {
  useQueueUi.setState({ confirming: null });
}

export function cancelJob(jobId: string): void {
  void once(jobId, async () => {
    const answer = await ask('job.cancel', { jobId });
    if (!answer.ok) sayFailure(toFailure(answer.error));
    return answer;
  });
}

/** Looks once more for a lost answer, or goes on with a stopped download. */
export function checkAgain(jobId: string): void {
  void once(jobId, async () => {
    const answer = await ask('job.checkAgain', { jobId });
    if (!answer.ok) sayFailure(toFailure(answer.error));
    return answer;
  });
}

/** The person knows which of the service's jobs is theirs; null: none of them. */
export function choose(jobId: string, key: string | null): void {
  useQueueUi.setState({ choosing: null });
  void once(jobId, async () => {
    const answer = await ask('job.choose', { jobId, key });
    if (!answer.ok) sayFailure(toFailure(answer.error));
    return answer;
  });
}

/** Takes the cards of everything that has ended out of the queue. The clips stay in the library. */
export async function clearFinished(): Promise<void> {
  const jobIds = useJobs
    .getState()
    .jobs.filter((job) => isFinal(job.state))
    .map((job) => job.id);
  const answer = await ask('job.dismiss', { jobIds: jobIds.slice(0, 10_000) });
  if (!answer.ok) sayFailure(toFailure(answer.error));
}

export async function setPaused(paused: boolean): Promise<void> {
  const answer = await ask('queue.pause', { paused });
  if (!answer.ok) sayFailure(toFailure(answer.error));
}
