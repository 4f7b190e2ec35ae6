import type { Failure } from '../../preload/contract/errors.ts';
import type { Params } from '../../preload/contract/model.ts';
import type { ClipView, JobView, SourceView } from '../../preload/contract/schemas/views.ts';
import { PRACTICE_ACCOUNT } from '../../preload/contract/vocabulary.ts';
import type { Engine } from '../core/job/engine.ts';
import type { JobNotes } from '../core/job/notes.ts';
import { expectedMs } from '../core/job/run/poll-job.ts';
import type { Job } from '../core/job/state.ts';
import type { IndexedClip } from '../core/library/clip-record.ts';
import { parentsOf } from '../core/library/clip-row.ts';
import type { Source } from '../core/store/sources-table.ts';

/** Enough to tell files apart. */
const DIGEST_CHARS = 32;

const seconds = (params: Params): number => (typeof params['duration'] === 'number' ? params['duration'] : 0);
const word = (params: Params, key: string): string => (typeof params[key] === 'string' ? params[key] : '');

function failureOf(job: Job, problem: Failure | null): Failure | null {
  return job.state.name === 'failed' || job.state.name === 'rejected' ? job.state.failure : problem;
}

/** A job as the page may see it: no remote id, no address. Candidates are told apart by number. */
export function jobView(engine: Engine, job: Job): JobView {
  const notes = engine.notes(job.id);
  const money = engine.journal.ledger.ofJob(job.id);
  const failure = failureOf(job, notes.problem);
  return {
    id: job.id,
    batchId: job.batchId,
    createdAt: job.createdAt,
    position: job.position,
    imported: job.imported,
    since: runningSince(engine, job),
    modelId: job.recipe.modelId,
    prompt: word(job.recipe.params, 'prompt'),
    params: { ...job.recipe.params },
    seconds: seconds(job.recipe.params),
    resolution: word(job.recipe.params, 'resolution'),
    practice: job.accountId === PRACTICE_ACCOUNT,
    state: job.state.name,
    hold: notes.hold,
    holdUntil: triesAgain(engine, notes),
    progress: notes.progress,
    expectedMs: Math.round(expectedMs(engine, job)),
    estimate: job.estimate,
    charged: money.charged,
    refunded: money.refunded,
    sourceIds: job.recipe.inputs.map((input) => input.sourceId),
    sourceName: job.recipe.inputs[0]?.name ?? null,
    clipId: job.state.name === 'done' ? job.state.clipId : null,
    retryOf: job.retryOf,
    failure: failure && { ...failure },
    candidates:
      job.state.name === 'asking'
        ? job.state.candidates.map(({ createdAt }, index) => ({ key: String(index), createdAt }))
        : [],
  };
}

/** A stored file as the page may see it. */
export const sourceView = ({
  id,
  kind,
  name,
  width,
  height,
  seconds,
  bytes,
  sha256,
}: Source): SourceView => ({
  id,
  kind,
  name,
  width,
  height,
  seconds,
  bytes,
  digest: sha256.slice(0, DIGEST_CHARS),
});

/** When a job that is held, or whose last attempt failed, tries again by itself. */
function triesAgain({ clock }: Engine, { hold, holdUntil, problem, due }: JobNotes): number | null {
  const until = hold === null && problem !== null && due > clock.now() ? due : holdUntil;
  return until === null ? null : Math.ceil(until);
}

/** A running job's clock starts when the service took it on, not at each change from waiting to generating. */
function runningSince(engine: Engine, job: Job): number {
  const running = job.state.name === 'pending' || job.state.name === 'processing';
  return running ? (engine.journal.sends.acceptedAt(job.id) ?? job.since) : job.since;
}

/** A clip as the page may see it: its file's name, never its folder. */
export function clipView(clip: IndexedClip): ClipView {
  const [source] = clip.recipe.inputs;
  return {
    id: clip.id,
    jobId: clip.jobId,
    batchId: clip.batchId,
    place: clip.place,
    name: clip.name,
    folder: clip.folder,
    createdAt: clip.createdAt,
    modelId: clip.recipe.modelId,
    prompt: word(clip.recipe.params, 'prompt'),
    params: { ...clip.recipe.params },
    seconds: clip.seconds,
    width: clip.width,
    height: clip.height,
    bytes: clip.bytes,
    charged: clip.charged,
    practice: clip.accountId === PRACTICE_ACCOUNT,
    sourceIds: clip.recipe.inputs.map((input) => input.sourceId),
    sourceName: source?.name ?? null,
    parents: [...parentsOf(clip)],
    made: clip.lineage.made ?? null,
    favourite: clip.edits.favourite,
    rating: clip.edits.rating,
    flag: clip.edits.flag,
    tags: [...clip.edits.tags],
    played: clip.edits.played,
    missing: clip.missing,
  };
}
