/** Decodes and encodes clips beside the page, in its sandbox: whatever a hostile file does, it does it here. */
import { Logging, LogLevel } from 'mediabunny';
import { type Door, openDoor } from './door.ts';
import { makeFilm, planFilm } from './film.ts';
import { readFrameTimes } from './frame-times.ts';
import { makeGif } from './gif.ts';
import type { AnswerOf, FromWorker, MediaTask, ToWorker } from './messages.ts';
import { makePoster, takeFrame } from './still.ts';
import { failureOf } from './trouble.ts';

function work(task: MediaTask, door: Door): Promise<AnswerOf<MediaTask>> {
  switch (task.name) {
    case 'poster':
      return makePoster(task);
    case 'frame-times':
      return readFrameTimes(task);
    case 'frame':
      return takeFrame(task);
    case 'plan':
      return planFilm(task.film, door);
    case 'film':
      return makeFilm(task, door);
    case 'gif':
      return makeGif(task, door);
  }
}

async function run(task: MediaTask, door: Door): Promise<FromWorker> {
  try {
    return { kind: 'done', answer: await work(task, door) };
  } catch (error) {
    return { kind: 'failed', error: failureOf(error) };
  }
}

// What is wrong with a file is said to the person, not to the console.
Logging.level = LogLevel.Silent;
const door = openDoor();
self.addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind !== 'begin') return;
  const reply = await run(data.task, door);
  const given = reply.kind === 'done' && 'bytes' in reply.answer ? [reply.answer.bytes.buffer] : [];
  self.postMessage(reply, { transfer: given });
});
