import { useEffect, useState } from 'react';
import { ask } from '../../../bridge.ts';
import { targetOf } from '../../../state/library/selection.ts';
import { useChanges } from '../cull/change.ts';
import type { Sum } from '../cull/verdict.ts';

/** What these clips come to; null until that is known, and while they are none. */
export function useSum(places: ReadonlySet<number>): Sum | null {
  const [known, setKnown] = useState<{ places: ReadonlySet<number>; sum: Sum } | null>(null);
  const changes = useChanges((state) => state.changes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when something was said of clips
  useEffect(() => {
    if (places.size === 0) return;
    let current = true;
    const load = async (): Promise<void> => {
      const answer = await ask('clip.sum', { target: targetOf(places) });
      if (current && answer.ok) setKnown({ places, sum: answer.value });
    };
    void load();
    return () => {
      current = false;
    };
  }, [places, changes]);
  return places.size > 0 ? (known?.sum ?? null) : null;
}
