import type { StudioBridge } from '../../preload/contract/studio.ts';
import { makeClip } from './clip.ts';

declare global {
  interface Window {
    readonly kinoraStudio: StudioBridge;
  }
}

window.kinoraStudio.onJob((job) => {
  makeClip(job).then(
    (clip) => window.kinoraStudio.done({ id: job.id, ok: true, clip }),
    (error: unknown) => window.kinoraStudio.done({ id: job.id, ok: false, message: String(error) }),
  );
});
