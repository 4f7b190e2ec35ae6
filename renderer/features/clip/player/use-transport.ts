import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { ask } from '../../../bridge.ts';
import { runMedia } from '../../../work/media/media.ts';
import type { Frames } from './frames.ts';
import { Transport, type TransportState } from './transport.ts';

/** Frames of the clips that were opened lately. */
const known = new Map<string, Frames>();
const MOST = 50;

/** When the frames of a clip begin; null where its file does not say. */
export async function framesOf(clipId: string): Promise<Frames | null> {
  const before = known.get(clipId);
  if (before) return before;
  const answer = await runMedia({ name: 'frame-times', clipId });
  if (!answer.ok || answer.value.bytes.byteLength === 0) return null;
  const { bytes, seconds } = answer.value;
  const frames = { times: new Float64Array(bytes.buffer), end: seconds };
  known.set(clipId, frames);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return frames;
}

export interface Player extends TransportState {
  readonly transport: Transport;
  /** It cannot be played because its file has gone meanwhile. */
  readonly gone: boolean;
}

/** Our own transport over a plain video element, for one clip. */
export function usePlayer({ id, seconds, played }: ClipView): Player {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each clip has its own
  const [transport, subscribe] = useMemo(() => {
    const made = new Transport(seconds);
    const listen = (change: () => void): (() => void) => {
      made.onChange = change;
      return () => {
        made.onChange = () => undefined;
      };
    };
    return [made, listen] as const;
  }, [id]);
  const state = useSyncExternalStore(subscribe, () => transport.state);
  useEffect(() => {
    let late = false;
    void framesOf(id).then((frames) => {
      if (frames && !late) transport.setFrames(frames);
    });
    return () => {
      late = true;
      transport.stop();
    };
  }, [id, transport]);
  useEffect(() => {
    transport.onPlayed = () => {
      if (!played) void ask('clip.edit', { target: { ids: [id] }, edit: { played: true } });
    };
  }, [id, played, transport]);
  const [gone, setGone] = useState(false);
  const { failed } = state;
  useEffect(() => {
    if (!failed) return;
    let late = false;
    void runMedia({ name: 'frame-times', clipId: id }).then((answer) => {
      if (!late) setGone(!answer.ok && answer.error.code === 'clip-missing');
    });
    return () => {
      late = true;
    };
  }, [id, failed]);
  return { ...state, transport, gone: failed && gone };
}
