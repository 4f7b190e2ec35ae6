import { create } from 'zustand';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import type { Range } from '../../work/media/messages.ts';

/** Clips that are to be exported, and the part of a single one that is marked. */
export interface Exporting {
  readonly clips: readonly ClipView[];
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
  if (clips.length > 0)
    useTools.setState({ exporting: { clips, range: clips.length === 1 ? range : null, format } });
}

/** Asks in which order clips are to be joined. */
export function joinClips(clips: readonly ClipView[]): void {
  if (clips.length > 1) useTools.setState({ joining: clips });
}

export const closeTools = (): void => useTools.setState({ exporting: null, joining: null });
