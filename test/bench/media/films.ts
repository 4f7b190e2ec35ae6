/** Clips as services make them, in a library of their own. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openLibrary } from '../../../main/core/library/library.ts';
import { sidecarNameOf } from '../../../main/core/library/sidecar.ts';
import { systemClock } from '../../../main/core/system.ts';
import { describeClip, type ManyClips } from '../lib/many-clips.ts';

const sample = path.resolve(import.meta.dirname, '../../../assets/sample.jpg');
export const FPS = 24;
/** Seconds between pictures that need no other. */
export const KEYS = 2;

export interface FilmOptions {
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
}

export interface Films {
  readonly library: Pick<ManyClips, 'folder' | 'indexPath'>;
  readonly clips: readonly { readonly id: string; readonly file: string }[];
  remove(): void;
}

/** A library of so many clips: a slow zoom into a picture, H.264 and AAC; each with bytes of its own. */
export async function films(count: number, { seconds, width, height }: FilmOptions): Promise<Films> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-bench-films-'));
  const folder = path.join(home, 'Kinora');
  const indexPath = path.join(home, 'library.db');
  fs.mkdirSync(folder);
  const film = path.join(home, 'film.mp4');
  const grown = `${2 * width}:${2 * height}:force_original_aspect_ratio=increase,crop=${2 * width}:${2 * height}`;
  const zoom = `zoompan=z='1+on/${4 * seconds * FPS}':d=${seconds * FPS}:s=${width}x${height}:fps=${FPS}`;
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-i', sample, '-f', 'lavfi', '-i', `sine=frequency=220:duration=${seconds}`],
    ...[
      '-vf',
      `scale=${grown},${zoom},format=yuv420p`,
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-crf',
      '23',
    ],
    ...['-g', String(KEYS * FPS), '-keyint_min', String(KEYS * FPS), '-sc_threshold', '0'],
    ...['-c:a', 'aac', '-t', String(seconds), '-movflags', '+faststart', film],
  ]);
  const bytes = fs.readFileSync(film);
  const clips = Array.from({ length: count }, (_, n) => {
    const own = Buffer.concat([bytes, Buffer.from(`\0\0\0\x10free${String(n).padStart(8)}`, 'latin1')]);
    const { name, sidecar } = describeClip(n, own);
    const file = path.join(folder, name);
    fs.writeFileSync(file, own);
    const media = { ...sidecar.media, seconds, width, height };
    fs.writeFileSync(path.join(folder, sidecarNameOf(name)), JSON.stringify({ ...sidecar, media }));
    return { id: sidecar.clipId, file };
  });
  const opened = openLibrary({ folder, indexPath, clock: systemClock, log: () => undefined });
  if (!opened.ok) throw new Error(opened.error.code);
  const filled = await opened.value.fillMissing();
  opened.value.close();
  if (!filled.ok) throw new Error(filled.error.detail);
  return {
    library: { folder, indexPath },
    clips,
    remove: () => fs.rmSync(home, { recursive: true, force: true }),
  };
}
