import { useClips } from '../../../state/library/clips.ts';
import { indexOf, neighbourOf } from '../../../state/library/outline.ts';
import { focusOn, select, targetOf, useSelection } from '../../../state/library/selection.ts';
import { roll } from '../roll-model.ts';
import { backTo } from './back-to.ts';
import { type Culled, useCullKeys } from './use-cull-keys.ts';

const tagButton = (): Element | null => document.querySelector('[data-part="tag-selection"]');

const tileOf = (place: number): Element | null => document.querySelector(`[data-place="${place}"]`);

/** The clip that has the focus, also where Tab has led to it; none that is not shown. */
function focused(): number | null {
  const { place } = document.activeElement instanceof HTMLElement ? document.activeElement.dataset : {};
  const clip = place === undefined ? useSelection.getState().focus : Number(place);
  return clip === null || indexOf(clip) === -1 ? null : clip;
}

/** Everything that is selected; where nothing or just one is, one clip after the other. */
function culled(): Culled | null {
  const { places } = useSelection.getState();
  const [only] = places.size === 0 ? [focused()] : places;
  if (only === null || only === undefined) return null;
  if (places.size > 1)
    return { subject: { target: targetOf(places), clips: places.size }, anchor: tagButton };
  const next = neighbourOf(only, 1);
  return {
    subject: {
      target: targetOf([only]),
      clips: 1,
      back: () => {
        roll.reveal(only);
        backTo(only);
      },
    },
    anchor: () => (places.size === 1 ? tagButton() : tileOf(only)),
    flag: useClips.getState().byPlace.get(only)?.flag,
    advance: () => {
      if (next !== null) (places.size === 1 ? select : focusOn)(next);
    },
  };
}

/** The keys of the grid and of its preview. */
export function useGridCull(): void {
  useCullKeys(culled);
}
