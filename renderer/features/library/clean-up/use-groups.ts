import { useEffect, useState } from 'react';
import type { Failure } from '../../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../../preload/contract/every-clip.ts';
import { ask } from '../../../bridge.ts';
import { toFailure } from '../../../state/models.ts';

export const GROUPS = ['rejected', 'duplicates', 'largest', 'missing'] as const;
export type Group = (typeof GROUPS)[number];

/** What could go, as it was when it was looked for. */
export interface CleanUp {
  readonly places: Readonly<Record<Group, readonly number[]>>;
  /** Files beside the clips that no clip needs. */
  readonly leftovers: { readonly files: number; readonly bytes: number };
}

const listOf = (packed: Uint8Array): number[] => [...new Float64Array(packed.slice().buffer)];

/** Looks for what could go; null until that is known. */
export function useCleanUp(): { readonly found: CleanUp | null; readonly failure: Failure | null } {
  const [found, setFound] = useState<CleanUp | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let wanted = true;
    const look = async (): Promise<void> => {
      const answer = await ask('cleanup.look', {});
      const missing = await ask('library.outline', { query: { ...EVERY_CLIP, missing: true } });
      if (!wanted) return;
      if (!answer.ok) {
        setFailure(toFailure(answer.error));
        return;
      }
      const { rejected, duplicates, largest, leftovers } = answer.value;
      setFound({
        places: {
          rejected: listOf(rejected.places),
          duplicates: listOf(duplicates.places),
          largest: listOf(largest.places),
          missing: missing.ok ? listOf(missing.value.places) : [],
        },
        leftovers,
      });
    };
    void look();
    return () => {
      wanted = false;
    };
  }, []);
  return { found, failure };
}
