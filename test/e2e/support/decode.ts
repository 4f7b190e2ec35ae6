/** What is really in a video, a GIF or a picture: read and decoded, not believed. */
import fs from 'node:fs';
import type { Page } from '@playwright/test';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';

export interface VideoFacts {
  readonly frames: number;
  /** When the first frame begins and the last one ends, in seconds. */
  readonly begins: number;
  readonly ends: number;
  readonly codec: string | null;
  readonly width: number;
  readonly height: number;
  /** Null: no sound. `ends`: when its last packet has been heard. */
  readonly sound: { readonly codec: string | null; readonly packets: number; readonly ends: number } | null;
}

/** Reads every packet of a file. */
export async function videoFacts(file: string): Promise<VideoFacts> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(fs.readFileSync(file)) });
  const [video, sound] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  if (!video) throw new Error(`${file} has no video`);
  const times = async (track: NonNullable<typeof video | typeof sound>) => {
    const packets: { readonly begins: number; readonly ends: number }[] = [];
    for await (const { timestamp, duration } of new EncodedPacketSink(track).packets())
      packets.push({ begins: timestamp, ends: timestamp + duration });
    return packets;
  };
  const shown = await times(video);
  const heard = sound ? await times(sound) : [];
  return {
    frames: shown.length,
    begins: Math.min(...shown.map(({ begins }) => begins)),
    ends: Math.max(...shown.map(({ ends }) => ends)),
    codec: await video.getCodec(),
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    sound: sound && {
      codec: await sound.getCodec(),
      packets: heard.length,
      ends: Math.max(...heard.map(({ ends }) => ends)),
    },
  };
}

const asText = (file: string): string => fs.readFileSync(file).toString('base64');

/**
 * The numbers that the frames of a counted clip carry, at these seconds, as Chromium shows them.
 * @param columns how many of the picture's columns, of 8, lie within it: fewer where it has been put between bars.
 */
export function numbersAt(page: Page, file: string, seconds: readonly number[]): Promise<number[]> {
  const type = file.endsWith('.webm') ? 'video/webm' : 'video/mp4';
  return page.evaluate(
    async ({ base64, times, mime }) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const video = document.createElement('video');
      const heard = (event: string) =>
        new Promise((resolve, reject) => {
          video.addEventListener(event, resolve, { once: true });
          video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
        });
      video.muted = true;
      document.body.append(video);
      const loaded = heard('loadeddata');
      video.src = URL.createObjectURL(new Blob([bytes], { type: mime }));
      await loaded;
      const canvas = new OffscreenCanvas(8, 1);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const numbers: number[] = [];
      for (const time of times) {
        const seeked = heard('seeked');
        video.currentTime = time;
        await seeked;
        // A video is drawn as it was last composed.
        await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
        context?.drawImage(video, 0, video.videoHeight / 2, video.videoWidth, 1, 0, 0, 8, 1);
        const data = context?.getImageData(0, 0, 8, 1).data ?? [];
        numbers.push(
          [...Array(8).keys()].reduce((sum, bit) => sum + ((data[bit * 4] ?? 0) > 128 ? 2 ** bit : 0), 0),
        );
      }
      URL.revokeObjectURL(video.src);
      video.remove();
      return numbers;
    },
    { base64: asText(file), times: [...seconds], mime: type },
  );
}

export interface StillFacts {
  readonly width: number;
  readonly height: number;
  /** The number that each frame carries. */
  readonly numbers: readonly number[];
  /** How long each frame is shown, in milliseconds; 0 for a picture that does not move. */
  readonly delays: readonly number[];
}

/** Decodes a picture or a GIF, frame by frame. */
export function stillFacts(page: Page, file: string): Promise<StillFacts> {
  const type = file.endsWith('.gif') ? 'image/gif' : 'image/png';
  return page.evaluate(
    async ({ base64, mime }) => {
      const data = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type: mime });
      await decoder.tracks.ready;
      await decoder.completed;
      const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
      const context = new OffscreenCanvas(8, 1).getContext('2d', { willReadFrequently: true });
      const facts = { width: 0, height: 0, numbers: [] as number[], delays: [] as number[] };
      for (let frameIndex = 0; frameIndex < count; frameIndex += 1) {
        const { image } = await decoder.decode({ frameIndex });
        facts.width = image.displayWidth;
        facts.height = image.displayHeight;
        facts.delays.push((image.duration ?? 0) / 1000);
        context?.drawImage(image, 0, image.displayHeight / 2, image.displayWidth, 1, 0, 0, 8, 1);
        const pixels = context?.getImageData(0, 0, 8, 1).data ?? [];
        facts.numbers.push(
          [...Array(8).keys()].reduce((sum, bit) => sum + ((pixels[bit * 4] ?? 0) > 128 ? 2 ** bit : 0), 0),
        );
        image.close();
      }
      return facts;
    },
    { base64: asText(file), mime: type },
  );
}
