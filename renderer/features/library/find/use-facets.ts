import { useEffect, useState } from 'react';
import type { ClipQuery, FacetsView } from '../../../../preload/contract/schemas/library.ts';
import { ask } from '../../../bridge.ts';
import { useOutline } from '../../../state/library/outline.ts';
import { toFailure } from '../../../state/models.ts';
import { sayFailure } from '../../../ui/toasts.ts';

/**
 * How many of the clips that a query matches have what, for as long as it is wanted; asked again when the clips are
 * other ones. Null until the first answer.
 */
export function useFacets(query: ClipQuery, wanted: boolean): FacetsView | null {
  const [facets, setFacets] = useState<FacetsView | null>(null);
  const places = useOutline((outline) => outline.places);
  const key = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the query by its value; other places mean other clips
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    const load = async (): Promise<void> => {
      const answer = await ask('library.facets', { query });
      if (!current) return;
      if (answer.ok) setFacets(answer.value);
      else sayFailure(toFailure(answer.error));
    };
    void load();
    return () => {
      current = false;
    };
  }, [key, wanted, places]);
  return facets;
}
