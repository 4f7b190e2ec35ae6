import { useMemo } from 'react';
import { useWorld } from '../../../state/core.ts';
import type { Names } from './filters.ts';

const NO_FOLDERS: Names['folders'] = new Map();

/** What conditions are called at this moment. */
export function useNames(): Names {
  const models = useWorld((world) => world.models);
  const batches = useWorld((world) => world.batches);
  return useMemo(() => ({ models, batches, folders: NO_FOLDERS, now: Date.now() }), [models, batches]);
}
