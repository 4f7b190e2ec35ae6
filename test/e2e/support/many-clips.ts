/** A library of any size that is there before the app starts. Its films are tiny, its numbers are not. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { libraryOf, seededId } from './seeded.ts';

const SMALLEST = path.resolve(import.meta.dirname, '../../fixtures/media/clip-smallest.mp4');

/** What is said of a generated clip; what is left out is as in all others. */
export interface ManyClip {
  readonly prompt?: string;
  readonly modelId?: string;
  readonly createdAt?: number;
  readonly seconds?: number;
  readonly width?: number;
  readonly height?: number;
  readonly resolution?: string;
  readonly charged?: number;
  readonly batchId?: string;
  readonly edits?: object;
  /** Clips with the same number are the same film, byte for byte. */
  readonly film?: number;
  /** Where it lies in the data folder; by default in the library. */
  readonly folder?: string;
  /** False: only its sidecar is there. */
  readonly there?: boolean;
}

/** A film of its own: a box at its end that players pass over holds the number (ISO 14496-12, `free`). */
function filmOf(bytes: Buffer, number: number): Buffer {
  const box = Buffer.alloc(16);
  box.writeUInt32BE(16);
  box.write('free', 4, 'latin1');
  box.writeUInt32BE(number, 12);
  return Buffer.concat([bytes, box]);
}

/** Noon of the day before yesterday: no test day ends while a test looks at it. */
const FIRST = new Date().setHours(12, 0, 0, 0) - 2 * 86_400_000;

/** Puts so many clips into the library, each a minute older than the one before. @returns their ids. */
export function seedMany(
  userData: string,
  count: number,
  of: (at: number) => ManyClip = () => ({}),
): string[] {
  const smallest = fs.readFileSync(SMALLEST);
  return Array.from({ length: count }, (_, at) => {
    const clip = of(at);
    const folder = clip.folder === undefined ? libraryOf(userData) : path.join(userData, clip.folder);
    fs.mkdirSync(folder, { recursive: true });
    const clipId = seededId(at + 1);
    const name = `clip-${String(at + 1).padStart(5, '0')}`;
    const bytes = filmOf(smallest, clip.film ?? at);
    if (clip.there !== false) fs.writeFileSync(path.join(folder, `${name}.mp4`), bytes);
    const sidecar = {
      schema: 1,
      clipId,
      jobId: null,
      batchId: clip.batchId ?? null,
      accountId: 'practice',
      remoteJobId: null,
      createdAt: clip.createdAt ?? FIRST - at * 60_000,
      recipe: {
        modelId: clip.modelId ?? 'alibaba-plus/wan-2.6-flash/image-to-video',
        params: {
          prompt: clip.prompt ?? `Number ${at + 1}`,
          duration: clip.seconds ?? 5,
          resolution: clip.resolution ?? '720p',
        },
        inputs: [],
        webhookUrl: '',
        priceVersion: '2026-11',
      },
      price: { estimate: null, charged: clip.charged ?? null, priceVersion: '2026-11' },
      media: {
        seconds: clip.seconds ?? 5,
        width: clip.width ?? 1280,
        height: clip.height ?? 720,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
      ...(clip.edits ? { edits: clip.edits } : {}),
    };
    fs.writeFileSync(path.join(folder, `${name}.kinora.json`), JSON.stringify(sidecar));
    return clipId;
  });
}
