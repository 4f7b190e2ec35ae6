import '../trusted-types.ts';
import type { StudioBridge } from '../../preload/contract/studio.ts';
import { makeClip } from './clip.ts';
import { preparePicture } from './picture.ts';

declare global {
  interface Window {
    readonly kinoraStudio: StudioBridge;
  }
}

window.kinoraStudio.onJob((job) => {
  const made = job.kind === 'clip' ? makeClip(job) : preparePicture(job);
  made.then(
    (bytes) => window.kinoraStudio.done({ id: job.id, ok: true, bytes }),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      window.kinoraStudio.done({ id: job.id, ok: false, message });
    },
  );
});
