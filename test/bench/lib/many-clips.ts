import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openLibrary } from '../../../main/core/library/library.ts';
import { sidecarNameOf } from '../../../main/core/library/sidecar.ts';
import { systemClock } from '../../../main/core/system.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { takeName } from './lock.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/media');
const WORDS =
  'waves harbour dawn lighthouse storm slow push in camera pan tilt forest rain neon street cat dog mountain river snow bird train bridge window light gold blue red crowd market desert dune fog city night lantern boat sail glass fire smoke leaf autumn spring child dancer horse field wheat castle tower stair tunnel car road cliff whale coral'.split(
    ' ',
  );
const SUBJECTS = ['Harbour Dawn.jpg', 'Street at Night.png', 'Forest 0412.jpg', 'Portrait.webp', 'Dune.jpg'];
const TAGS = ['sea', 'night', 'people', 'client A', 'client B', 'final', 'draft', 'test', 'loop', 'wide'];
const MODELS = ['alibaba-plus/wan-2.6-flash/image-to-video', 'alibaba-plus/wan-2.7/reference-to-video'];
const SHAPES = [
  [1280, 720],
  [720, 1280],
  [960, 960],
  [1080, 810],
  [1920, 816],
] as const;
/** The first clip's time; one comes every ten minutes. */
const T0 = Date.UTC(2025, 0, 1);
const APART = 600_000;

/** A library folder that was made up, with its index. */
export interface ManyClips {
  /** Holds `Kinora`, the library folder, and `library.db`, its index. */
  readonly home: string;
  readonly folder: string;
  readonly indexPath: string;
  /** Removes it, unless BENCH_KEEP names a folder to keep it in: then the next line finds it made. */
  remove(): void;
}

/**
 * A library of so many real clips: small MP4s, each with bytes of its own, and their sidecars; the same ones each
 * time. 100,000 take about half a minute, and with the index another one.
 */
export async function manyClips(count: number): Promise<ManyClips> {
  const home = path.join(process.env['BENCH_KEEP'] ?? os.tmpdir(), `kinora-bench-library-${count}-v2`);
  if (!isTaken(count, path.dirname(home))) throw new Error(`another run uses ${home}`);
  const made = path.join(home, 'made');
  const many: ManyClips = {
    home,
    folder: path.join(home, 'Kinora'),
    indexPath: path.join(home, 'library.db'),
    remove: () => {
      if (process.env['BENCH_KEEP'] === undefined) fs.rmSync(home, { recursive: true, force: true });
    },
  };
  if (!fs.existsSync(made)) {
    fs.rmSync(home, { recursive: true, force: true });
    fs.mkdirSync(many.folder, { recursive: true });
    writeClips(many.folder, count);
    fs.writeFileSync(made, '');
  }
  // An index that another version left begins anew.
  await fillIndex(many, count);
  return many;
}

/** Whether this process has such a library of a folder for itself: lines write to it. */
function isTaken(count: number, folder: string): boolean {
  if (!taken.has(count) && takeName(`library-${count}`, folder)) taken.add(count);
  return taken.has(count);
}
const taken = new Set<number>();

/** Writes the clips `from` to `count` into a folder. */
export function writeClips(folder: string, count: number, from = 0): void {
  const video = fs.readFileSync(path.join(fixtures, 'clip-smallest.mp4'));
  const posters = path.join(folder, '.kinora', 'posters');
  fs.mkdirSync(posters, { recursive: true });
  last = null;
  for (let n = from; n < count; n += 1) {
    const bytes = Buffer.concat([video, Buffer.from(`\0\0\0\x10free${String(n).padStart(8)}`, 'latin1')]);
    const { name, sidecar } = describeClip(n, bytes);
    fs.writeFileSync(path.join(folder, name), bytes);
    fs.writeFileSync(path.join(folder, sidecarNameOf(name)), `${JSON.stringify(sidecar, null, 2)}\n`);
    // A library that has been looked at has its still pictures.
    putPoster(path.join(posters, `${sidecar.media.sha256}.jpg`));
  }
}

/** One more name for the same picture, as long as the file system takes more. */
function putPoster(file: string): void {
  const still = path.join(fixtures, 'poster.jpg');
  if (last === null || fs.statSync(last).nlink > 30_000) fs.copyFileSync(still, file);
  else fs.linkSync(last, file);
  last = file;
}
let last: string | null = null;

async function fillIndex({ folder, indexPath }: ManyClips, count: number): Promise<void> {
  const opened = openLibrary({ folder, indexPath, clock: systemClock, log: () => undefined });
  if (!opened.ok) throw new Error(opened.error.code);
  const library = opened.value;
  const filled = library.count(EVERY_CLIP) === count ? null : await library.fillMissing();
  library.close();
  if (filled?.ok === false) throw new Error(filled.error.detail);
}

/** What is said of the n-th clip. */
export function describeClip(n: number, bytes: Buffer) {
  const chance = randomFrom(n);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const createdAt = T0 + n * APART;
  const id = (kind: number, of = n): string => idOf(T0 + of * APART, kind, of);
  const prompt = `Waves ${Array.from({ length: 8 + Math.floor(chance() * 22) }, () => pick(WORDS)).join(' ')} ${n}`;
  const [width, height] = pick(SHAPES);
  const seconds = pick([2, 5, 5, 5, 10]);
  const picture = Math.floor(n / 7);
  const modelId = pick(MODELS);
  const tags = chance() < 0.3 ? [...new Set([pick(TAGS), pick(TAGS)])] : [];
  const stem = pick(SUBJECTS)
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replaceAll(' ', '-');
  const amount = seconds * 500_000;
  const sidecar = {
    schema: 1,
    clipId: id(1),
    jobId: id(2),
    batchId: id(3, Math.floor(n / 20)),
    accountId: 'practice',
    remoteJobId: `remote-${n}`,
    createdAt,
    recipe: {
      modelId,
      params: { prompt, duration: seconds, resolution: pick(['720p', '1080p']), seed: n },
      inputs: [
        {
          field: 'image_url',
          sourceId: id(4, picture),
          sha256: createHash('sha256').update(String(picture)).digest('hex'),
          name: pick(SUBJECTS),
          width: 1600,
          height: 900,
        },
      ],
      webhookUrl: '',
      priceVersion: '2026-11',
    },
    price: { estimate: amount, charged: chance() < 0.9 ? amount : null, priceVersion: '2026-11' },
    media: {
      seconds,
      width,
      height,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
    lineage: {},
    edits: {
      favourite: chance() < 0.02,
      rating: chance() < 0.1 ? 1 + Math.floor(chance() * 5) : 0,
      flag: chance() < 0.1 ? pick(['keep', 'reject']) : null,
      tags,
      played: chance() < 0.8,
    },
  };
  return { name: `${stem}-${String(n).padStart(6, '0')}.mp4`, sidecar };
}

/** A UUIDv7 that is always the same for the same clip. */
function idOf(time: number, kind: number, n: number): string {
  const hex = time.toString(16).padStart(12, '0');
  const tail = (n * 16 + kind).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${String(kind).padStart(3, '0')}-8000-${tail}`;
}

/** Numbers from 0 to 1, always the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
