import { create } from 'zustand';
import type { ClipTarget } from '../../../preload/contract/schemas/library.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import type { Range } from '../../work/media/messages.ts';

/** A clip that is to be exported, and the part of it that is marked; or any number as they are. */
export interface Exporting {
  readonly clip: ClipView | null;
  readonly target: ClipTarget;
  readonly count: number;
  readonly range: Range | null;
  /** The format that is chosen at first. */
  readonly format?: 'mp4' | 'gif' | 'webm';
}

/** Which dialog of the tools is open. */
export interface ToolsState {
  readonly exporting: Exporting | null;
  readonly joining: readonly ClipView[] | null;
}

export const useTools = create<ToolsState>()(() => ({ exporting: null, joining: null }));

/** Asks how clips are to be exported; `range`: the marked part of a single one. */
export function openExport(
  clips: readonly ClipView[],
  range: Range | null = null,
  format: Exporting['format'] = 'mp4',
): void {
  const [clip, ...more] = clips;
  if (!clip) return;
  if (more.length > 0) openExportMany({ ids: clips.map(({ id }) => id) }, clips.length);
  else useTools.setState({ exporting: { clip, target: { ids: [clip.id] }, count: 1, range, format } });
}

/** Asks how any number of clips are to be exported. */
export function openExportMany(target: ClipTarget, count: number): void {
  useTools.setState({ exporting: { clip: null, target, count, range: null } });
}

/** Asks in which order clips are to be joined. */
export function joinClips(clips: readonly ClipView[]): void {
  if (clips.length > 1) useTools.setState({ joining: clips });
}

export const closeTools = (): void => useTools.setState({ exporting: null, joining: null });
