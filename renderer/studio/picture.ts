import type { StudioPictureJob } from '../../preload/contract/studio.ts';
import type { PrepareReply, PrepareRequest } from '../work/prepare-messages.ts';

/**
 * A picture ready to send, made by the same worker that prepares what is dropped on the page.
 * @throws an error whose message is a code of `errors.ts`.
 */
export async function preparePicture({ from, width, height }: StudioPictureJob): Promise<Uint8Array> {
  const worker = new Worker(new URL('../work/prepare.worker.ts', import.meta.url), { type: 'module' });
  try {
    const { promise, resolve, reject } = Promise.withResolvers<PrepareReply>();
    worker.addEventListener('message', (event: MessageEvent<PrepareReply>) => resolve(event.data));
    // It died of the picture, most likely for want of memory.
    worker.addEventListener('error', () => reject(new Error('undecodable')));
    worker.postMessage({ id: 0, from, width, height } satisfies PrepareRequest);
    const reply = await promise;
    if (!reply.ok) throw new Error(reply.code);
    return reply.bytes;
  } finally {
    worker.terminate();
  }
}
