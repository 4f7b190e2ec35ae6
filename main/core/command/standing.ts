import { policyOf } from '../../../preload/contract/failures.ts';
import type { Hold } from '../../../preload/contract/vocabulary.ts';
import type { JobState } from '../job/state.ts';
import type { Exit } from './exits.ts';

/**
 * How a job stands to a command that waits for it. ended: as far as it will get · sent: on its way at the service ·
 * moving: on its way there · held: it goes on by itself when the world lets it · stuck: a person has to put
 * something right.
 */
export type Standing =
  | { readonly at: 'ended' | 'held' | 'stuck'; readonly exit: Exit }
  | { readonly at: 'sent' | 'moving' };

const STUCK: { readonly [H in Hold]?: Exit } = { paused: 'waiting', budget: 'waiting', key: 'key' };

/** Where a job stands, by its state and what it waits for. */
export function standingOf(state: JobState, hold: Hold | null): Standing {
  switch (state.name) {
    case 'done':
      return { at: 'ended', exit: 'done' };
    case 'rejected': {
      const { about } = policyOf(state.failure.code);
      return { at: 'ended', exit: about === 'money' ? 'refused' : about === 'key' ? 'key' : 'failed' };
    }
    case 'failed':
    case 'cancelled':
      return { at: 'ended', exit: 'failed' };
    case 'asking':
    case 'absent':
      return { at: 'ended', exit: 'unknown' };
    case 'pending':
    case 'processing':
    case 'cancelling':
    case 'downloading':
      return { at: 'sent' };
    case 'draft':
    case 'queued':
    case 'uploading':
    case 'prepared':
    case 'sending':
    case 'unknown': {
      const exit = hold === null ? undefined : STUCK[hold];
      if (exit !== undefined) return { at: 'stuck', exit };
      return hold === 'offline' || hold === 'service' ? { at: 'held', exit: 'waiting' } : { at: 'moving' };
    }
  }
}

/**
 * How a command ends whose jobs stand so; null while it goes on.
 * @param wait until everything is saved, not only sent.
 * @param late its time is over.
 */
export function endsOf(standings: readonly Standing[], wait: boolean, late: boolean): Exit[] | null {
  const goesOn = standings.some(({ at }) => at === 'moving' || at === 'held' || (wait && at === 'sent'));
  if (goesOn && !late) return null;
  return standings.map((standing) =>
    'exit' in standing ? standing.exit : standing.at === 'sent' && !wait ? 'done' : 'waiting',
  );
}
