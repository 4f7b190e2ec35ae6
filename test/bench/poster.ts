import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { MAX_POSTER_SIDE } from '../../preload/contract/limits.ts';
import { withApp } from './lib/app.ts';
import { compare, type Report, type Scale } from './lib/report.ts';
import { decode, difference, ffmpeg, pixels } from './media/ffmpeg.ts';
import { type Films, films } from './media/films.ts';
import { lastResult, openHand, runTasks } from './media/hand.ts';

const MANY = 100;
/** Where Kinora takes it, in seconds. */
const AT = 0.5;
const GOAL = 1.5;
const FILM = { seconds: 8, width: 1920, height: 1080 };
const SMOKE = { seconds: 2, width: 320, height: 180 };
/** Two JPEGs of the same frame, by two decoders and two scalers. */
const CLOSE = 6;

/** The still picture of a clip: by the page's worker, and by ffmpeg, which seeks before it reads. */
export async function poster(scale: Scale): Promise<readonly Report[]> {
  const full = scale === 'full';
  const made = await films(full ? MANY : 2, full ? FILM : SMOKE);
  try {
    return await withApp(async (page, folder) => {
      await openHand(page);
      const report = (what: string, clips: Films['clips'], rounds: number): Promise<Report> =>
        compare({ what, arms: arms(page, folder, clips), goal: GOAL, rounds: full ? rounds : 1 });
      return [
        await report('one clip of 8 s, 1080p', made.clips.slice(0, 1), 15),
        await report(`${made.clips.length} clips, one after another`, made.clips, 3),
      ];
    }, made.library);
  } finally {
    made.remove();
  }
}

function arms(page: Page, folder: string, clips: Films['clips']) {
  const [ours, theirs] = [path.join(folder, 'ours.jpg'), path.join(folder, 'theirs.jpg')];
  const scaled = `scale='min(${MAX_POSTER_SIDE},iw)':-2:force_original_aspect_ratio=decrease`;
  const run = async (): Promise<number> => {
    const ms = await runTasks(
      page,
      clips.map(({ id }) => ({ name: 'poster', clipId: id })),
    );
    fs.writeFileSync(ours, await lastResult(page));
    return ms;
  };
  const runFfmpeg = async (): Promise<number> => {
    let ms = 0;
    for (const { file } of clips)
      ms += await ffmpeg([
        '-ss',
        String(AT),
        '-i',
        file,
        '-frames:v',
        '1',
        '-vf',
        scaled,
        '-q:v',
        '3',
        theirs,
      ]);
    check(ours, theirs);
    return ms;
  };
  return [
    { name: 'Kinora', run },
    { name: 'ffmpeg -ss', run: runFfmpeg },
  ] as const;
}

/** The same picture; there is none of ours yet where ffmpeg comes first. */
function check(ours: string, theirs: string): void {
  if (!fs.existsSync(ours)) return;
  const [a, b] = [decode(ours), decode(theirs)];
  if (a.width !== b.width || a.height !== b.height)
    throw new Error(`${a.width} × ${a.height}, not ${b.width} × ${b.height}`);
  const apart = difference(pixels(ours, a.width, a.height), pixels(theirs, a.width, a.height));
  if (apart > CLOSE) throw new Error(`another picture: ${apart.toFixed(1)} apart`);
}
