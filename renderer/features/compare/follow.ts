import { centreOf, type Frames, frameAt } from '../clip/player/frames.ts';
import type { Transport } from '../clip/player/transport.ts';

/** A clip that plays along. */
export interface Follower {
  readonly video: HTMLVideoElement;
  readonly frames: Frames;
}

/** A gap that is jumped over instead of caught up with, in seconds. */
const JUMP = 0.25;
/** How much faster or slower a clip may be to catch up: nobody sees or hears a tenth. */
const CATCH_UP = 0.1;

/** The length of a frame, in seconds. */
const lengthOf = ({ times, end }: Frames): number => end / Math.max(1, times.length);

function toFrame({ video, frames }: Follower, seconds: number): void {
  video.pause();
  const frame = frameAt(frames, seconds);
  const at = centreOf(frames, frame);
  // One seek after the other: what is asked for meanwhile is looked at again when this one has ended.
  if (!video.seeking && frameAt(frames, video.currentTime) !== frame) video.currentTime = at;
}

/**
 * Puts a clip where the one with the transport is: on the same moment when that one stands still or plays backward,
 * and when both play less than half a frame away. A shorter one waits on its last frame.
 */
export function follow({ state, video: leader }: Transport, follower: Follower): void {
  const { video, frames } = follower;
  const playing = state.playing && state.speed > 0 && leader !== null && !leader.ended;
  if (!playing || leader.currentTime >= frames.end) {
    toFrame(follower, state.time);
    return;
  }
  const gap = video.currentTime - leader.currentTime;
  if (!video.seeking && Math.abs(gap) > JUMP) video.currentTime = leader.currentTime;
  const half = lengthOf(frames) / 2;
  const change = Math.abs(gap) < half / 2 ? 0 : Math.max(-CATCH_UP, Math.min(CATCH_UP, -gap));
  video.playbackRate = state.speed * (1 + change);
  if (video.paused) void video.play().catch(() => undefined);
}
