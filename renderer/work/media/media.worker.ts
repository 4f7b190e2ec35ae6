/** Decodes and encodes clips beside the page, in its sandbox: whatever a hostile file does, it does it here. */
import { readFrameTimes } from './frame-times.ts';
import type { FromWorker, MediaTask, ToWorker } from './messages.ts';
import { makePoster, takeFrame } from './still.ts';
import { failureOf } from './trouble.ts';

function answer(task: MediaTask): Promise<(FromWorker & { readonly kind: 'done' })['answer']> {
  switch (task.name) {
    case 'poster':
      return makePoster(task);
    case 'frame-times':
      return readFrameTimes(task);
    case 'frame':
      return takeFrame(task);
  }
}

async function run(task: MediaTask): Promise<FromWorker> {
  try {
    return { kind: 'done', answer: await answer(task) };
  } catch (error) {
    return { kind: 'failed', error: failureOf(error) };
  }
}

self.addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind !== 'begin') return;
  const reply = await run(data.task);
  self.postMessage(reply, { transfer: reply.kind === 'done' ? [reply.answer.bytes.buffer] : [] });
});
