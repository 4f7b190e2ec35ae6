import type { CommandEvent } from '../../core/command/events.ts';
import type { Engine } from '../../core/job/engine.ts';
import type { Job } from '../../core/job/state.ts';

type JobLine = Extract<CommandEvent, { event: 'job' }>;

/** What a command says of a job. */
export function jobLine(engine: Engine, job: Job): JobLine {
  const { hold, problem } = engine.notes(job.id);
  const { charged, refunded } = engine.journal.ledger.ofJob(job.id);
  const failure = 'failure' in job.state ? job.state.failure : problem;
  return {
    event: 'job',
    job: job.id,
    image: imageOf(job),
    state: job.state.name,
    hold,
    model: job.recipe.modelId,
    estimate: job.estimate,
    charged,
    refunded,
    failure: failure && {
      code: failure.code,
      detail: failure.detail,
      facts: failure.facts && { ...failure.facts },
    },
  };
}

/** The name of the file that it is made from. */
export const imageOf = ({ recipe }: Job): string => recipe.inputs[0]?.name ?? '';

/** A job that the queue shows, or one that was cleared from it. */
export const findJob = (engine: Engine, id: string): Job | null =>
  engine.job(id) ?? engine.journal.jobs.get(id);
