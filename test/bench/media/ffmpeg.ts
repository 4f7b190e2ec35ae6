/** ffmpeg and ffprobe, as anybody would call them: with the start of the process. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs ffmpeg. @returns how long it took, in milliseconds. */
export async function ffmpeg(args: readonly string[]): Promise<number> {
  const began = performance.now();
  const [code] = await once(
    spawn('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { stdio: ['ignore', 'ignore', 'inherit'] }),
    'exit',
  );
  const ms = performance.now() - began;
  if (code !== 0) throw new Error('ffmpeg failed');
  return ms;
}

export interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** Seconds. */
  readonly duration: number;
  readonly hasSound: boolean;
}

/** What there is when all of a file is decoded. */
export function decode(file: string): Decoded {
  const probe = (args: readonly string[]): string =>
    execFileSync('ffprobe', ['-v', 'error', ...args, file], { encoding: 'utf8' });
  const text = probe([
    '-count_frames',
    '-select_streams',
    'v:0',
    '-show_entries',
    'stream=width,height,nb_read_frames',
    '-of',
    'csv=p=0',
  ]);
  const [width = 0, height = 0, frames = 0] = text.trim().split(',').map(Number);
  const duration = Number(probe(['-show_entries', 'format=duration', '-of', 'csv=p=0']));
  const hasSound =
    probe(['-select_streams', 'a', '-show_entries', 'stream=index', '-of', 'csv=p=0']).trim() !== '';
  return { width, height, frames, duration, hasSound };
}

/** A hash of every picture and sound of a file, encoded as they are; the time when it was made is not in it. */
export const contentHash = (file: string): string =>
  execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', file, '-map', '0', '-c', 'copy', '-f', 'hash', '-hash', 'sha256', '-'],
    {
      encoding: 'utf8',
    },
  );

/** A picture, or the first of a film, as bytes of red, green and blue in this size. */
export function pixels(file: string, width: number, height: number): Buffer {
  const size = [
    '-vf',
    `scale=${width}:${height}`,
    '-frames:v',
    '1',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-',
  ];
  return execFileSync('ffmpeg', ['-v', 'error', '-i', file, ...size], { maxBuffer: 64 * 1024 * 1024 });
}

/** Mean difference of two pictures' bytes, from 0 to 255. */
export function difference(a: Buffer, b: Buffer): number {
  if (a.length !== b.length || a.length === 0) throw new Error(`${a.length} and ${b.length} bytes`);
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}
