import { create } from 'zustand';
import type { Failure } from '../../../preload/contract/errors.ts';
import { isWorthRetrying } from '../../../preload/contract/failures.ts';
import { priceOf } from '../../../preload/contract/model.ts';
import { isMicroCents, type MicroCents, sum, ZERO } from '../../../preload/contract/money.ts';
import type { RouteInput, RouteName } from '../../../preload/contract/schemas/routes.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { isFinal, type JobStateName } from '../../../preload/contract/vocabulary.ts';
import { ask } from '../../bridge.ts';
import { payerNow, worldNow } from '../../state/core.ts';
import { isWaiting, useJobs } from '../../state/jobs.ts';
import { toFailure } from '../../state/models.ts';
import { askPrice, type Priced } from '../../state/prices.ts';
import { forgetStep, forgetSteps, pushStep } from '../../state/undo.ts';
import { uuidv7 } from '../../state/uuid.ts';
import { t } from '../../text/en.ts';
import { sayFailure } from '../../ui/toasts.ts';
import { offerUndo } from './offer-undo.ts';
import { behind, type Move, numberAt, type Place, placeAfter } from './order.ts';

/** Dialogs of the queue, and presses that are on their way. */
export interface QueueUi {
  /** A retry that waits for the person to confirm its price. */
  readonly confirming: {
    /** How many clips are sent again. */
    readonly count: number;
    readonly total: MicroCents;
    /** Why it is asked. */
    readonly why: string;
    /** What the button that does it says, where it is no retry. */
    readonly words?: string;
    readonly go: () => void;
    readonly cancel?: () => void;
  } | null;
  /** The job whose menu was opened last, and whether it still is. */
  readonly menuOf: string | null;
  readonly menuOpen: boolean;
  /** The job whose candidates are shown. */
  readonly choosing: string | null;
  /** The batch that is being given another name. */
  readonly renaming: string | null;
  /** The job whose details are shown. */
  readonly detailed: string | null;
  /** The waiting job whose settings are being changed. */
  readonly editing: string | null;
  /** The card that is to be brought into sight. */
  readonly sought: string | null;
  /** Where a card has gone, in words for those who do not see it. */
  readonly moved: string;
  /** Jobs with a press on its way; a second press meanwhile is the same press. */
  readonly busy: ReadonlySet<string>;
}

export const useQueueUi = create<QueueUi>()(() => ({
  confirming: null,
  menuOf: null,
  menuOpen: false,
  choosing: null,
  detailed: null,
  renaming: null,
  editing: null,
  sought: null,
  moved: '',
  busy: new Set(),
}));

/** Whether the same clip can be asked for once more. What was started elsewhere has no recipe here. */
export const isRetryable = ({ state, imported, failure }: JobView): boolean =>
  !imported && isWorthRetrying(state, failure?.code);

/** The clip of a job as far as its price is concerned. */
export const pricedOf = ({ modelId, params }: JobView): Priced => ({ modelId, params });

/**
 * What the same clip would cost now: as the service says, as it said when it refused the job for its price, or as it
 * is documented; what the job was estimated at where the model is not known any more.
 */
export function retryPrice(job: JobView, said: MicroCents | null): MicroCents {
  if (said !== null) return said;
  const refusedAt = job.failure?.code === 'price-changed' ? job.failure.facts?.['total'] : undefined;
  if (typeof refusedAt === 'number' && isMicroCents(refusedAt)) return refusedAt;
  const model = worldNow()?.models.find((one) => one.id === job.modelId);
  try {
    return model ? priceOf(model, job.params) : job.estimate;
  } catch {
    return job.estimate;
  }
}

/** Runs one press per job or batch at a time. */
export async function once(jobId: string, act: () => Promise<unknown>): Promise<void> {
  const { busy } = useQueueUi.getState();
  if (busy.has(jobId)) return;
  useQueueUi.setState({ busy: new Set([...busy, jobId]) });
  await act();
  useQueueUi.setState((ui) => ({ busy: new Set([...ui.busy].filter((id) => id !== jobId)) }));
}

/** Runs this once no press for the job is on its way. */
function whenFree(jobId: string, act: () => void): void {
  const isBusy = (): boolean => useQueueUi.getState().busy.has(jobId);
  if (!isBusy()) {
    act();
    return;
  }
  const stop = useQueueUi.subscribe(() => {
    if (isBusy()) return;
    stop();
    act();
  });
}

/** Why main wants a yes before this is spent: it is above the limit, or over the budget. */
export function whyAsked({ facts }: Failure): string {
  const settings = worldNow()?.settings;
  const over = facts?.['over'];
  if (settings && settings.monthlyBudget !== null && typeof over === 'number' && isMicroCents(over))
    return t.animate.askOver(over, settings.monthlyBudget);
  return settings && settings.askAbove !== null ? t.animate.askAbove(settings.askAbove) : t.animate.askPlain;
}

/** A press that brings something back and may need a yes. */
interface Asked {
  readonly count: number;
  readonly total: MicroCents;
  /** The sum in words, where clips of practice count nothing. */
  readonly shown: MicroCents;
  /** What the button says, where nothing is sent again. */
  readonly words?: (price: MicroCents) => string;
  readonly go: (price: MicroCents) => void;
  /** The person does not want it at this price. */
  readonly cancel: () => void;
}

/**
 * Asks for the yes that main wants before something is spent, or for another price that main knows of; says any other
 * failure.
 */
export function askOrSay(error: Failure, press: Asked): void {
  const { count, total, shown, words, go, cancel } = press;
  const confirm = (price: MicroCents, inWords: MicroCents, why: string): void =>
    useQueueUi.setState({
      confirming: {
        count,
        total: inWords,
        why,
        ...(words ? { words: words(inWords) } : {}),
        go: () => go(price),
        cancel,
      },
    });
  const other = error.code === 'price-changed' ? error.facts?.['total'] : undefined;
  if (typeof other === 'number' && isMicroCents(other))
    confirm(other, other, t.queue.batchSaid(other, count));
  else if (error.code === 'ask-first') confirm(total, shown, whyAsked(error));
  else sayFailure(toFailure(error));
}

/** Main knows of another price: it is asked for, and the press counts only if that is the one that was shown. */
async function sendRetry(job: JobView, total: MicroCents, confirmed: boolean): Promise<void> {
  const confirm = (price: MicroCents, why: string): void =>
    useQueueUi.setState({
      confirming: { count: 1, total: price, why, go: () => retry(job, price, true) },
    });
  const press = { jobId: job.id, clickId: uuidv7(), total, confirmed, payer: payerNow() };
  let answer = await ask('job.retry', press);
  if (!answer.ok && answer.error.code === 'price-changed') {
    const other = retryPrice(job, await askPrice(pricedOf(job)));
    if (other !== total) return confirm(other, t.animate.said(other));
    answer = await ask('job.retry', press);
  }
  if (answer.ok) return forgetSteps('queue');
  if (answer.error.code === 'ask-first') confirm(total, whyAsked(answer.error));
  else sayFailure(toFailure(answer.error));
}

/** A new paid job with the same recipe, at the price on the button. */
export function retry(job: JobView, price: MicroCents, confirmed = false): void {
  void once(job.id, () => sendRetry(job, price, confirmed));
}

/** The person has confirmed the price of a retry. */
export function confirmRetry(): void {
  const { confirming } = useQueueUi.getState();
  useQueueUi.setState({ confirming: null });
  confirming?.go();
}

export function cancelConfirming(): void {
  const { confirming } = useQueueUi.getState();
  useQueueUi.setState({ confirming: null });
  confirming?.cancel?.();
}

/** One press about a job; says what went wrong. */
function command<R extends RouteName>(jobId: string, route: R, input: RouteInput<R>): void {
  void once(jobId, async () => {
    const answer = await ask(route, input);
    if (!answer.ok) sayFailure(toFailure(answer.error));
  });
}

/** States in which the service has not begun, so that stopping is still possible. */
const CAN_CANCEL: readonly JobStateName[] = ['draft', 'queued', 'uploading', 'prepared', 'pending', 'absent'];

export function canCancel({ state }: JobView): boolean {
  return CAN_CANCEL.includes(state);
}

/** Stops a job: one that has not been sent leaves the queue and can be brought back. */
export function cancelJob(job: JobView): void {
  const { id } = job;
  if (isWaiting(job)) void once(id, () => removeClips([id]));
  else command(id, 'job.cancel', { jobId: id });
}

/** Takes clips that have not been sent out of the queue; the toast brings them back. */
export async function removeClips(jobIds: readonly string[]): Promise<void> {
  const { jobs } = useJobs.getState();
  const answer = await ask('job.remove', { jobIds: [...jobIds] });
  if (!answer.ok) return sayFailure(toFailure(answer.error));
  const gone = answer.value.jobIds;
  if (gone.length === 0) return sayFailure({ code: 'too-late-to-cancel' });
  const out = jobs.filter(({ id }) => gone.includes(id));
  const shown = sum(out.map(({ practice, estimate }) => (practice ? ZERO : estimate)));
  const clickId = uuidv7();
  const restore = async (total: MicroCents, confirmed: boolean): Promise<void> => {
    const restored = await ask('job.restore', { jobIds: gone, clickId, total, confirmed });
    if (restored.ok) return;
    const go = (price: MicroCents): void => void restore(price, true);
    askOrSay(restored.error, { count: gone.length, total, shown, go, cancel: offer });
  };
  const words = {
    title: t.queue.removed(gone.length),
    body: t.queue.removedBody(gone.length, shown),
    look: 'trash',
  } as const;
  const offer = (): void => offerUndo(words, () => restore(sum(out.map(({ estimate }) => estimate)), false));
  offer();
}

/** Looks once more for a lost answer, or goes on with a stopped download. */
export function checkAgain(jobId: string): void {
  command(jobId, 'job.checkAgain', { jobId });
}

/** The person knows which of the service's jobs is theirs; null: none of them. */
export function choose(jobId: string, key: string | null): void {
  useQueueUi.setState({ choosing: null });
  command(jobId, 'job.choose', { jobId, key });
}

/** The jobs in line, in the order in which they are sent. */
export function waitingIds(): string[] {
  return useJobs
    .getState()
    .jobs.filter(isWaiting)
    .map(({ id }) => id);
}

function put(jobId: string, place: Place, failed: () => void = () => undefined): void {
  const ids = waitingIds();
  void once(jobId, async () => {
    const answer = await ask('job.move', { jobId, beforeId: place.beforeId });
    if (answer.ok) useQueueUi.setState({ moved: t.queue.moved(numberAt(ids, jobId, place), ids.length) });
    else {
      failed();
      sayFailure(toFailure(answer.error));
    }
  });
}

/** Puts a job that still waits before the first of these that does; false where it is too late. */
function putBefore(jobId: string, others: readonly string[]): boolean {
  if (!waitingIds().includes(jobId)) return false;
  whenFree(jobId, () => {
    const waiting = waitingIds();
    put(jobId, { beforeId: others.find((id) => waiting.includes(id)) ?? null });
  });
  return true;
}

/** Moves a waiting job within the line, and says where it is now. While it waits, this can be taken back. */
export function moveTo(jobId: string, place: Place): void {
  if (useQueueUi.getState().busy.has(jobId)) return;
  const ids = waitingIds();
  const before = ids.slice(ids.indexOf(jobId) + 1);
  const after = behind(ids, jobId, place);
  const step = pushStep({
    about: 'queue',
    undo: () => putBefore(jobId, before),
    redo: () => void putBefore(jobId, after),
  });
  put(jobId, place, () => forgetStep(step));
}

/** A step within the line. */
export function move(jobId: string, step: Move): void {
  const place = placeAfter(waitingIds(), jobId, step);
  if (place) moveTo(jobId, place);
}

/** Takes cards of what has ended out of the queue; the toast brings them back. The clips stay in the library. */
export async function dismiss(jobIds: readonly string[]): Promise<void> {
  const gone = { jobIds: jobIds.slice(0, 10_000) };
  const answer = await ask('job.dismiss', gone);
  if (!answer.ok) return sayFailure(toFailure(answer.error));
  offerUndo({ title: t.queue.cleared(gone.jobIds.length), look: 'trash' }, async () => {
    const back = await ask('job.undismiss', gone);
    if (!back.ok) sayFailure(toFailure(back.error));
  });
}

/** Takes the cards of everything that has ended out of the queue. */
export async function clearFinished(): Promise<void> {
  const ended = useJobs.getState().jobs.filter((job) => isFinal(job.state));
  await dismiss(ended.map(({ id }) => id));
}

export async function setPaused(paused: boolean): Promise<void> {
  const answer = await ask('queue.pause', { paused });
  if (!answer.ok) sayFailure(toFailure(answer.error));
}
