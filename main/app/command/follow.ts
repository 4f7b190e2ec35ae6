import type { Emit } from '../../core/command/events.ts';
import { type Exit, worstOf } from '../../core/command/exits.ts';
import { endsOf, type Standing, standingOf } from '../../core/command/standing.ts';
import type { Engine } from '../../core/job/engine.ts';
import { isAt, type Job } from '../../core/job/state.ts';
import type { Library } from '../../core/library/library.ts';
import { findJob, imageOf, isPractice, jobLine, paidFor } from './job-line.ts';

export interface Follow {
  readonly engine: Engine;
  readonly library: () => Library;
  /** Calls back after each change of a job or clip; returns its own end. */
  readonly watch: (look: () => void) => () => void;
}

interface Stay {
  /** Until every clip is saved, not only until everything is sent. */
  readonly wait: boolean;
  readonly timeoutMs: number | null;
}

/** How long a service that is out of reach is waited for by a command that does not wait for clips. */
const AWAY_MS = 10_000;
/** A clip that is done gets its place in the index a moment later; one that is not there after that is gone. */
const INDEX_MS = 200;
const INDEX_TRIES = 25;

/**
 * Tells what becomes of jobs until they have got as far as the command waits for.
 * @param gone the person has stopped the command; the jobs go on.
 */
export async function follow(
  { engine, library, watch }: Follow,
  jobIds: readonly string[],
  { wait, timeoutMs }: Stay,
  emit: Emit,
  gone: AbortSignal,
): Promise<Exit> {
  const limit = timeoutMs ?? (wait ? null : AWAY_MS);
  let since = engine.clock.monotonic();
  const told = new Map<string, string>();
  for (;;) {
    const changed = nextChange({ engine, watch }, limit, gone);
    const jobs = jobIds.flatMap((id) => findJob(engine, id) ?? []);
    const standings: Standing[] = [];
    for (const job of jobs) {
      const line = jobLine(engine, job);
      const key = `${line.state} ${line.hold}`;
      if (told.get(job.id) !== key) {
        told.set(job.id, key);
        emit(line);
        if (isAt(job, 'done')) await tellClip({ engine, library }, job, job.state.clipId, emit);
      }
      // What keeps failing does not move either, although nothing holds it.
      const hold = line.hold ?? (engine.notes(job.id).problem === null ? null : 'service');
      standings.push(standingOf(job.state, hold));
    }
    // Without a limit of its own only the time counts in which nothing could move.
    if (timeoutMs === null && standings.some(({ at }) => at === 'moving')) since = engine.clock.monotonic();
    const late = limit !== null && engine.clock.monotonic() - since >= limit;
    const ends = endsOf(standings, wait, late);
    if (ends !== null || gone.aborted) {
      changed.stop();
      return ends === null ? 'interrupted' : worstOf(ends);
    }
    await changed.wait;
  }
}

/** The next change from now on, or the end of the time, or of the command. */
function nextChange(
  { engine, watch }: Pick<Follow, 'engine' | 'watch'>,
  limit: number | null,
  gone: AbortSignal,
): { wait: Promise<void>; stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const unwatch = watch(resolve);
  const cancel = limit === null ? () => undefined : engine.clock.after(Math.min(limit, 1000), resolve);
  const left = (): void => resolve();
  gone.addEventListener('abort', left);
  const stop = (): void => {
    unwatch();
    cancel();
    gone.removeEventListener('abort', left);
  };
  return { wait: promise.finally(stop), stop };
}

/** Where the clip of a job is. */
export async function tellClip(
  { engine, library }: Pick<Follow, 'engine' | 'library'>,
  job: Job,
  clipId: string,
  emit: Emit,
): Promise<void> {
  let file = await library().pathOf(clipId);
  const isFresh = (): boolean => engine.clock.now() - job.since < INDEX_MS * INDEX_TRIES;
  for (let tries = 0; file === null && tries < INDEX_TRIES && isFresh(); tries += 1) {
    await new Promise<void>((later) => void engine.clock.after(INDEX_MS, later));
    file = await library().pathOf(clipId);
  }
  const { charged } = paidFor(engine, job);
  const practice = isPractice(job);
  emit({ event: 'clip', job: job.id, image: imageOf(job), clip: clipId, file, practice, charged });
}
