/** A library that is there before the app starts: clips whose frames carry their number, with their sidecars. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/tools');

/** 128 × 72, 24 frames a second, 2 s, a key frame every half second, AAC. */
export const COUNTED = path.join(FIXTURES, 'counted.mp4');
/** The same with frames that need later ones, and one key frame only. */
export const B_FRAMES = path.join(FIXTURES, 'counted-b-frames.mp4');
/** 128 × 128, 30 frames a second, 1 s, no sound. */
export const SILENT = path.join(FIXTURES, 'counted-silent.mp4');

export const libraryOf = (userData: string): string => path.join(userData, 'home', 'Videos', 'Kinora');

export const seededId = (at: number): string => `01930000-0000-7000-8000-${String(at).padStart(12, '0')}`;

interface Seed {
  readonly file: string;
  readonly name: string;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
}

/** Puts clips into the library, each a minute older than the one before it. @returns their ids. */
export function seedClips(userData: string, seeds: readonly Seed[]): string[] {
  const folder = libraryOf(userData);
  fs.mkdirSync(folder, { recursive: true });
  return seeds.map(({ file, name, seconds, width, height }, at) => {
    const bytes = fs.readFileSync(file);
    const clipId = seededId(at + 1);
    fs.writeFileSync(path.join(folder, `${name}.mp4`), bytes);
    const sidecar = {
      schema: 1,
      clipId,
      jobId: null,
      batchId: null,
      accountId: 'practice',
      remoteJobId: null,
      createdAt: Date.UTC(2026, 10, 20, 12) - at * 60_000,
      recipe: {
        modelId: 'alibaba-plus/wan-2.6-flash/image-to-video',
        params: { prompt: `Numbers of ${name}`, duration: 5, resolution: '720p' },
        inputs: [],
        webhookUrl: '',
        priceVersion: '2026-11',
      },
      price: { estimate: null, charged: null, priceVersion: '2026-11' },
      media: {
        seconds,
        width,
        height,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
    };
    fs.writeFileSync(path.join(folder, `${name}.kinora.json`), JSON.stringify(sidecar));
    return clipId;
  });
}

const wide = { width: 128, height: 72 };
/** Two that are alike, one in another coding and one in another shape and without sound. */
export const seedCounted = (userData: string): string[] =>
  seedClips(userData, [
    { file: COUNTED, name: 'pier-01', seconds: 2, ...wide },
    { file: COUNTED, name: 'pier-02', seconds: 2, ...wide },
    { file: B_FRAMES, name: 'wave-01', seconds: 2, ...wide },
    { file: SILENT, name: 'still-01', seconds: 1, width: 128, height: 128 },
  ]);
