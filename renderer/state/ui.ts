import { create } from 'zustand';

export type View = 'animate' | 'library' | 'settings';
/** Settings that other places lead to. */
export type Setting = 'key' | 'budget' | 'folder' | 'language';

/** Where the person is. */
export interface Ui {
  readonly view: View;
  /** The clip that fills the Library view; null: the grid. */
  readonly clipId: string | null;
  /** The clip that begins to play when its view is there. */
  readonly toPlay: string | null;
  /** Clips that are compared in its place; fewer than two: none. */
  readonly comparing: readonly string[];
  readonly help: boolean;
  readonly queueOpen: boolean;
  /** The folds of the panel that are open, by name. */
  readonly folds: readonly string[];
  /** The setting that Settings should put the focus on when it opens. */
  readonly focusSetting: Setting | null;
}

export const useUi = create<Ui>()(() => ({
  view: 'animate',
  clipId: null,
  toPlay: null,
  comparing: [],
  help: false,
  queueOpen: false,
  folds: [],
  focusSetting: null,
}));

/** Switches the view; asking for Library again goes back to the grid. */
export function goTo(view: View): void {
  useUi.setState({ view, clipId: null, comparing: [], queueOpen: false, focusSetting: null });
}

/** Opens Settings at one row. */
export function goToSetting(focusSetting: Setting): void {
  useUi.setState({ view: 'settings', clipId: null, comparing: [], queueOpen: false, focusSetting });
}

/** Opens a clip in the Library view. */
export function openClip(clipId: string): void {
  useUi.setState({ view: 'library', clipId, toPlay: null, comparing: [], queueOpen: false });
}

/** The same, and plays it. */
export function playClip(clipId: string): void {
  openClip(clipId);
  useUi.setState({ toPlay: clipId });
}

/** Whether this clip is to play now that it is there; true once. */
export function takePlay(clipId: string): boolean {
  if (useUi.getState().toPlay !== clipId) return false;
  useUi.setState({ toPlay: null });
  return true;
}

/** Back from a clip to the grid. */
export function closeClip(): void {
  useUi.setState({ clipId: null, comparing: [] });
}

/** Back from comparing to the clip that was open, or to the grid. */
export function closeCompare(): void {
  useUi.setState({ comparing: [] });
}

/** Opens or closes a fold of the panel. */
export function setFold(name: string, open: boolean): void {
  useUi.setState(({ folds }) => ({
    folds: [...folds.filter((one) => one !== name), ...(open ? [name] : [])],
  }));
}
