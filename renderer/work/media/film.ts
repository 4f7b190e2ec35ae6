/** Pieces of clips as one film: cut, joined, or in another format. */
import { Mp4OutputFormat, Output, StreamTarget, type StreamTargetChunk, WebMOutputFormat } from 'mediabunny';
import type { Door } from './door.ts';
import { planSound, soundTrack } from './film-sound.ts';
import { copyTrack, encodeTrack } from './film-video.ts';
import type { Film, FilmPlan, FilmTask } from './messages.ts';
import { withClip } from './open-clip.ts';
import { isSameVideo, lookAt, type PieceFacts } from './piece.ts';
import { Trouble } from './trouble.ts';

/** Up to so many bytes a film is held in memory until its index can be put first, so that it plays from anywhere. */
const IN_MEMORY = 48 * 1024 * 1024;
const CHUNK = 1024 * 1024;

interface Looked {
  readonly plan: FilmPlan;
  readonly pieces: readonly PieceFacts[];
}

async function look({ pieces, container }: Film, door: Door): Promise<Looked> {
  const facts: PieceFacts[] = [];
  for (const piece of pieces) {
    facts.push(await lookAt(piece));
    door.progress(0);
  }
  const [first] = facts;
  if (!first) throw new Trouble('clip-unreadable', 'no clips');
  const lossless =
    container === 'mp4' &&
    facts.every(({ cut, video }) => cut.copy !== null && isSameVideo(video, first.video));
  return {
    pieces: facts,
    plan: {
      seconds: facts.reduce((sum, { cut }) => sum + cut.end - cut.start, 0),
      frames: facts.reduce((sum, { cut }) => sum + cut.frames, 0),
      width: first.video.width,
      height: first.video.height,
      lossless,
      sound: await planSound(facts, container),
    },
  };
}

/** What a film will be, without making it. */
export async function planFilm(film: Film, door: Door): Promise<FilmPlan> {
  return (await look(film, door)).plan;
}

function formatFor({ container }: Film, pieces: readonly PieceFacts[]): Mp4OutputFormat | WebMOutputFormat {
  if (container === 'webm') return new WebMOutputFormat();
  const bits = pieces.reduce((sum, { video, cut }) => sum + video.bitrate * (cut.end - cut.start), 0);
  return new Mp4OutputFormat({ fastStart: (bits / 8) * 2 < IN_MEMORY ? 'in-memory' : false });
}

/** Makes a film and gives it away piece by piece. @returns what it has become. */
export async function makeFilm({ film, silent }: FilmTask, door: Door): Promise<FilmPlan> {
  const { plan, pieces } = await look(film, door);
  if (plan.sound === 'lost' && !silent) throw new Trouble('sound-lost');
  const sink = new WritableStream<StreamTargetChunk>({
    write: ({ data, position }) => door.write(position, data),
  });
  const target = new StreamTarget(sink, { chunked: true, chunkSize: CHUNK });
  const output = new Output({ format: formatFor(film, pieces), target });
  const add = plan.lossless ? copyTrack(output, pieces) : await encodeTrack(output, film.container, pieces);
  const hasSound = !silent && plan.sound !== 'none';
  const sound = hasSound ? soundTrack(output, plan.sound, pieces) : null;
  await output.start();
  let offset = 0;
  for (const facts of pieces) {
    const { start, end } = facts.cut;
    // Both tracks read what lies side by side in the file.
    await withClip(facts.piece.clipId, async (clip) => {
      await sound?.begin(facts, clip, offset);
      await add(facts, clip, offset, async (begins) => {
        door.progress(begins / plan.seconds);
        await sound?.until(begins);
      });
      await sound?.end();
    });
    offset += end - start;
  }
  await output.finalize();
  return { ...plan, sound: hasSound ? plan.sound : 'none' };
}
