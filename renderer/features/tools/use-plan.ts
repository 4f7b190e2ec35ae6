import { useEffect, useState } from 'react';
import type { Failure } from '../../../preload/contract/errors.ts';
import { runMedia } from '../../work/media/media.ts';
import type { Film, FilmPlan } from '../../work/media/messages.ts';

export type Planned =
  | { readonly state: 'looking' }
  | { readonly state: 'ready'; readonly plan: FilmPlan }
  | { readonly state: 'failed'; readonly failure: Failure };

const LOOKING: Planned = { state: 'looking' };

/** What a film would be, as soon as its clips have been looked at; `key` tells films apart. */
export function usePlan(film: Film, key: string): Planned {
  const [known, setKnown] = useState<{ readonly key: string; readonly planned: Planned } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whether it is another film
  useEffect(() => {
    const gone = new AbortController();
    void runMedia({ name: 'plan', film }, { signal: gone.signal }).then((answer) => {
      if (gone.signal.aborted) return;
      const planned: Planned = answer.ok
        ? { state: 'ready', plan: answer.value }
        : { state: 'failed', failure: answer.error };
      setKnown({ key, planned });
    });
    return () => gone.abort();
  }, [key]);
  return known?.key === key ? known.planned : LOOKING;
}
