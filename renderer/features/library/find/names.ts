import { useMemo } from 'react';
import { useWorld } from '../../../state/core.ts';
import type { Names } from './filters.ts';

/** What conditions are called at this moment. */
export function useNames(): Names {
  const models = useWorld((world) => world.models);
  const batches = useWorld((world) => world.batches);
  const folders = useWorld((world) => world.library.folders);
  return useMemo(() => {
    const called = new Map(folders.map(({ id, name }) => [id, name] as const));
    return { models, batches, folders: called, now: Date.now() };
  }, [models, batches, folders]);
}
