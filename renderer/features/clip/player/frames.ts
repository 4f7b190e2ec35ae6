/** When each frame of a clip begins, in order, and where the last one ends; in seconds. */
export interface Frames {
  readonly times: Float64Array;
  readonly end: number;
}

/** As long as the file has not told: what the service's clips have. */
const USUAL_RATE = 24;
/** A player says a time a little less exactly than the file does; no film has frames this short. */
const SLACK = 0.001;

/** Frames of the same length that fill so many seconds. */
export function evenFrames(seconds: number, rate = USUAL_RATE): Frames {
  const count = Math.max(1, Math.round(seconds * rate));
  return { times: Float64Array.from({ length: count }, (_, at) => at / rate), end: seconds };
}

/** The frame that is seen at this second: before the first one the first, after the end the last. */
export function frameAt({ times }: Frames, seconds: number): number {
  let from = 0;
  let to = times.length - 1;
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if ((times[middle] ?? 0) <= seconds + SLACK) from = middle;
    else to = middle - 1;
  }
  return from;
}

/** When a frame begins to be seen; past the ends the first or the last one's. */
export function startOf({ times }: Frames, frame: number): number {
  return times[Math.min(times.length - 1, Math.max(0, frame))] ?? 0;
}

/** When the next frame takes its place. */
export function endOf({ times, end }: Frames, frame: number): number {
  return frame >= times.length - 1 ? end : startOf({ times, end }, frame + 1);
}

/** The middle of a frame: a player that is sent there shows this frame and no other. */
export function centreOf(frames: Frames, frame: number): number {
  return (startOf(frames, frame) + endOf(frames, frame)) / 2;
}
