import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { FilmTask, GifTask } from '../../renderer/work/media/messages.ts';
import { withApp } from './lib/app.ts';
import { compare, type Goal, type Report, type Scale } from './lib/report.ts';
import { contentHash, type Decoded, decode, ffmpeg } from './media/ffmpeg.ts';
import { FPS, films, KEYS } from './media/films.ts';
import { lastResult, openHand, runTasks } from './media/hand.ts';

const FILM = { seconds: 8, width: 1920, height: 1080 };
const SMOKE = { seconds: 4, width: 320, height: 180 };
const GIF = { width: 480, fps: 12 };
const COPY_GOAL = 1.5;
const GIF_GOAL = 1.5;
const ROUNDS = 9;

interface Work {
  readonly what: string;
  readonly task: FilmTask | GifTask;
  /** What ffmpeg is told, but for the file it writes. */
  readonly args: readonly string[];
  readonly suffix: 'mp4' | 'gif';
  readonly expected: Decoded;
  readonly goal: Goal;
}

/**
 * Clips cut, joined and turned into a GIF: by the page's worker, which gives the bytes away piece by piece, and by
 * ffmpeg, which writes a file. What comes out is decoded, and is the same in every round.
 */
export async function media(scale: Scale): Promise<readonly Report[]> {
  const full = scale === 'full';
  const film = full ? FILM : SMOKE;
  const made = await films(2, film);
  try {
    return await withApp(async (page, folder) => {
      const [one, other] = made.clips;
      if (!one || !other) throw new Error('no clips');
      const list = path.join(folder, 'list.txt');
      fs.writeFileSync(list, `file '${one.file}'\nfile '${other.file}'\n`);
      const range = { start: KEYS, end: film.seconds };
      const cut = range.end - range.start;
      const size = { width: film.width, height: film.height, hasSound: true };
      const small = Math.min(GIF.width, film.width);
      const perFrame = `fps=${GIF.fps},scale=${small}:-1,split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1:dither=none`;
      const works: Work[] = [
        {
          what: 'trim, without loss',
          task: mp4([{ clipId: one.id, range }]),
          args: [
            '-ss',
            String(range.start),
            '-i',
            one.file,
            '-t',
            String(cut),
            '-c',
            'copy',
            '-movflags',
            '+faststart',
          ],
          suffix: 'mp4',
          expected: { ...size, frames: cut * FPS, duration: cut },
          goal: COPY_GOAL,
        },
        {
          what: 'join of two, without loss',
          task: mp4([{ clipId: one.id }, { clipId: other.id }]),
          args: ['-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', '-movflags', '+faststart'],
          suffix: 'mp4',
          expected: { ...size, frames: 2 * film.seconds * FPS, duration: 2 * film.seconds },
          goal: COPY_GOAL,
        },
        {
          what: `GIF, ${small} px, ${GIF.fps} frames a second`,
          task: { name: 'gif', piece: { clipId: one.id }, ...GIF },
          args: ['-i', one.file, '-vf', perFrame],
          suffix: 'gif',
          expected: {
            width: small,
            height: Math.round((small * film.height) / film.width),
            hasSound: false,
            frames: film.seconds * GIF.fps,
            duration: film.seconds,
          },
          goal: GIF_GOAL,
        },
      ];
      await openHand(page);
      const reports: Report[] = [];
      for (const work of works) reports.push(await measure(page, folder, work, full ? ROUNDS : 1));
      return reports;
    }, made.library);
  } finally {
    made.remove();
  }
}

const mp4 = (pieces: FilmTask['film']['pieces']): FilmTask => ({
  name: 'film',
  film: { pieces, container: 'mp4' },
  silent: false,
});

function measure(page: Page, folder: string, work: Work, rounds: number): Promise<Report> {
  const { what, task, args, suffix, expected, goal } = work;
  const [ours, theirs] = ['ours', 'theirs'].map((side) => path.join(folder, `${side}.${suffix}`));
  if (ours === undefined || theirs === undefined) throw new Error('no names');
  const seen: Record<string, string> = {};
  /** What has been decoded once need not be again. */
  const check = (file: string): void => {
    const hash = contentHash(file);
    if (seen[file] === undefined) checkFilm(file, expected);
    else if (seen[file] !== hash) throw new Error(`${file} is another one than before`);
    seen[file] = hash;
  };
  const run = async (): Promise<number> => {
    const ms = await runTasks(page, [task]);
    fs.writeFileSync(ours, await lastResult(page));
    check(ours);
    return ms;
  };
  const runFfmpeg = async (): Promise<number> => {
    const ms = await ffmpeg([...args, theirs]);
    check(theirs);
    return ms;
  };
  return compare({
    what,
    arms: [
      { name: 'Kinora', run },
      { name: 'ffmpeg', run: runFfmpeg },
    ],
    goal,
    rounds,
  });
}

function checkFilm(file: string, expected: Decoded): void {
  const found = decode(file);
  const same =
    found.width === expected.width &&
    found.height === expected.height &&
    found.frames === expected.frames &&
    found.hasSound === expected.hasSound &&
    Math.abs(found.duration - expected.duration) < 0.1;
  if (!same)
    throw new Error(`${path.basename(file)}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
}
