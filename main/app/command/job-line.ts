import { type MicroCents, ZERO } from '../../../preload/contract/money.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import type { CommandEvent } from '../../core/command/events.ts';
import type { Engine } from '../../core/job/engine.ts';
import type { Job } from '../../core/job/state.ts';

type JobLine = Extract<CommandEvent, { event: 'job' }>;

/** What a command says of a job. */
export function jobLine(engine: Engine, job: Job): JobLine {
  const { hold, problem } = engine.notes(job.id);
  const failure = 'failure' in job.state ? job.state.failure : problem;
  return {
    event: 'job',
    job: job.id,
    image: imageOf(job),
    state: job.state.name,
    hold,
    model: job.recipe.modelId,
    practice: isPractice(job),
    estimate: job.estimate,
    ...paidFor(engine, job),
    failure: failure && {
      code: failure.code,
      detail: failure.detail,
      facts: failure.facts && { ...failure.facts },
    },
  };
}

export const isPractice = ({ accountId }: Job): boolean => accountId === PRACTICE_ACCOUNT;

/** What was paid for a job. The simulator charges as the service does, but nobody pays. */
export function paidFor({ journal }: Engine, job: Job): { charged: MicroCents | null; refunded: MicroCents } {
  if (isPractice(job)) return { charged: ZERO, refunded: ZERO };
  const { charged, refunded } = journal.ledger.ofJob(job.id);
  return { charged, refunded };
}

/** The name of the file that it is made from. */
export const imageOf = ({ recipe }: Job): string => recipe.inputs[0]?.name ?? '';

/** A job that the queue shows, or one that was cleared from it. */
export const findJob = (engine: Engine, id: string): Job | null =>
  engine.job(id) ?? engine.journal.jobs.get(id);
