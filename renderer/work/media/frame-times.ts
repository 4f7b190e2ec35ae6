import { EncodedPacketSink } from 'mediabunny';
import type { FrameTimes, FrameTimesTask } from './messages.ts';
import { withClip } from './open-clip.ts';

/** Five hours at 60 frames a second; a file that claims more has no honest index. */
const MAX_FRAMES = 1_080_000;

/** When each frame begins to be seen. Only the index of the file is read. */
export function readFrameTimes({ clipId }: FrameTimesTask): Promise<FrameTimes> {
  return withClip(clipId, async ({ video }) => {
    const times: number[] = [];
    let end = 0;
    for await (const packet of new EncodedPacketSink(video).packets(undefined, undefined, {
      metadataOnly: true,
    })) {
      const until = packet.timestamp + packet.duration;
      // What an edit list hides is not seen.
      if (until > 0) times.push(Math.max(0, packet.timestamp));
      end = Math.max(end, until);
      if (times.length >= MAX_FRAMES) break;
    }
    const inOrder = Float64Array.from(times).sort();
    return { bytes: new Uint8Array(inOrder.buffer), seconds: end };
  });
}
