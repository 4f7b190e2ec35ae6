import { focusOn, select, useSelection } from '../../../state/library/selection.ts';
import { useUi } from '../../../state/ui.ts';
import { openAt } from '../../clip/open-at.ts';

/** The keys are about the clip at this place again, in the grid or on the page of a clip. */
export function backTo(place: number): void {
  const { view, clipId, comparing } = useUi.getState();
  if (view !== 'library' || comparing.length > 1) return;
  if (clipId !== null) void openAt(place);
  else (useSelection.getState().places.size === 1 ? select : focusOn)(place);
}
