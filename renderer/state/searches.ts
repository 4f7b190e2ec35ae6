import { create } from 'zustand';
import type { SavedSearch } from '../../preload/contract/schemas/searches.ts';
import { ask } from '../bridge.ts';
import { sayFailure } from '../ui/toasts.ts';
import { toFailure } from './models.ts';
import { pushStep, type Step } from './undo.ts';

/** The searches that the person has saved; null until they are asked for. */
export const useSearches = create<{ readonly searches: readonly SavedSearch[] | null }>()(() => ({
  searches: null,
}));

/** Asks main for the searches. */
export async function loadSearches(): Promise<void> {
  const answer = await ask('search.list', {});
  if (!answer.ok) {
    sayFailure(toFailure(answer.error));
    return;
  }
  useSearches.setState({ searches: answer.value.searches });
  if (answer.value.setAside) sayFailure({ code: 'searches-set-aside' });
}

/** Saves a search at its place: a new one, or another version of one that is there. True when it is on disk. */
export async function putSearch(search: SavedSearch, at: number | null = null): Promise<boolean> {
  const answer = await ask('search.put', { search, at });
  if (!answer.ok) {
    sayFailure(toFailure(answer.error));
    return false;
  }
  useSearches.setState(({ searches }) => {
    const before = searches ?? [];
    const index = before.findIndex(({ id }) => id === search.id);
    return {
      searches: index < 0 ? before.toSpliced(at ?? before.length, 0, search) : before.with(index, search),
    };
  });
  return true;
}

async function takeOut(id: string): Promise<boolean> {
  const answer = await ask('search.remove', { id });
  if (!answer.ok) sayFailure(toFailure(answer.error));
  else
    useSearches.setState(({ searches }) => ({ searches: searches?.filter((one) => one.id !== id) ?? null }));
  return answer.ok;
}

/** Takes a search out. Answers the step that brings it back; null when it is still there. */
export async function removeSearch(id: string): Promise<Step | null> {
  const before = useSearches.getState().searches ?? [];
  const at = before.findIndex((search) => search.id === id);
  const search = before[at];
  if (!search || !(await takeOut(id))) return null;
  return pushStep({
    about: 'library',
    undo: () => {
      void putSearch(search, at);
      return true;
    },
    redo: () => void takeOut(id),
  });
}
