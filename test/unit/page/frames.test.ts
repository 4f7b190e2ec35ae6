import { expect, test } from 'vitest';
import {
  centreOf,
  endOf,
  evenFrames,
  frameAt,
  startOf,
} from '../../../renderer/features/clip/player/frames.ts';

/** As a phone records it: no two frames of the same length. */
const odd = { times: Float64Array.of(0, 0.04, 0.07, 0.12, 0.16), end: 0.21 };

test('every moment has the frame that is seen then, and the middle of a frame leads back to it', () => {
  for (const frames of [odd, evenFrames(2), evenFrames(0), evenFrames(5.04, 30)])
    for (const at of frames.times.keys()) {
      expect(frameAt(frames, centreOf(frames, at))).toBe(at);
      expect(frameAt(frames, startOf(frames, at))).toBe(at);
      expect(frameAt(frames, endOf(frames, at) - 0.002)).toBe(at);
    }
});

test('before the first frame is the first, after the end the last', () => {
  expect([frameAt(odd, -1), frameAt(odd, 9)]).toEqual([0, 4]);
  expect([startOf(odd, -3), startOf(odd, 99), endOf(odd, 4)]).toEqual([0, 0.16, 0.21]);
});
