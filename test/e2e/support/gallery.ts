/** A library of many clips that is there before the app starts: one small film, in each a little different. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { libraryOf } from './seeded.ts';

const MEDIA = path.resolve(import.meta.dirname, '../../fixtures/tools');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What the clips look like, over and over: the shapes of a mixed library. */
const SHAPES = [
  [1280, 720],
  [720, 1280],
  [1080, 1080],
  [1280, 720],
  [960, 720],
  [720, 900],
] as const;
const WORDS = [
  'Aurora ripples over the cabin, stars hold still',
  'The beam sweeps the sea, waves break below',
  'Paper boats turn slowly, ripples spread',
  'Sails drift past at first light, slow push-in',
  'The moon rises through the arch',
  'Koi circle each other, lilies bob',
] as const;

export interface GalleryOptions {
  readonly clips: number;
  /** Clips of one day. */
  readonly perDay?: number;
  /** The newest is from then; noon of today by default. */
  readonly newest?: number;
  /** What has been said of the clip at an index. */
  readonly edits?: (at: number) => Readonly<Record<string, unknown>>;
  /** Whether the file of the clip at an index is left out. */
  readonly missing?: (at: number) => boolean;
}

export const galleryId = (at: number): string => `01940000-0000-7000-8000-${String(at).padStart(12, '0')}`;
export const galleryWords = (at: number): string => `${WORDS[at % WORDS.length] ?? ''} ${at + 1}`;

/** A box that players skip (ISO/IEC 14496-12, 8.1.2). */
function freeBox(number: number): Buffer {
  const box = Buffer.alloc(12);
  box.writeUInt32BE(box.length);
  box.write('free', 4, 'latin1');
  box.writeUInt32BE(number, 8);
  return box;
}

/** Fills the library, the newest clip first. */
export function makeGallery(userData: string, options: GalleryOptions): void {
  const { clips, perDay = 12, newest = new Date().setHours(12, 0, 0, 0), edits, missing } = options;
  const folder = libraryOf(userData);
  fs.mkdirSync(folder, { recursive: true });
  const film = fs.readFileSync(path.join(MEDIA, 'counted.mp4'));
  for (let at = 0; at < clips; at += 1) {
    const name = `clip-${String(at + 1).padStart(6, '0')}`;
    const [width, height] = SHAPES[at % SHAPES.length] ?? SHAPES[0];
    const bytes = Buffer.concat([film, freeBox(at)]);
    if (!missing?.(at)) fs.writeFileSync(path.join(folder, `${name}.mp4`), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const sidecar = {
      schema: 1,
      clipId: galleryId(at),
      jobId: null,
      batchId: null,
      accountId: 'practice',
      remoteJobId: null,
      createdAt: newest - Math.floor(at / perDay) * DAY - (at % perDay) * MINUTE,
      recipe: {
        modelId: 'alibaba-plus/wan-2.6-flash/image-to-video',
        params: { prompt: galleryWords(at), duration: 2, resolution: '720p' },
        inputs: [],
        webhookUrl: '',
        priceVersion: '2026-11',
      },
      price: { estimate: null, charged: null, priceVersion: '2026-11' },
      media: { seconds: 2, width, height, bytes: bytes.length, sha256 },
      ...(edits ? { edits: edits(at) } : {}),
    };
    fs.writeFileSync(path.join(folder, `${name}.kinora.json`), JSON.stringify(sidecar));
  }
}
