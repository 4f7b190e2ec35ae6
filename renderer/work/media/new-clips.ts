import { onChanges } from '../../bridge.ts';

/** Gives each clip that comes while the page is open its still picture, when nothing else is to be done. Returns its own end. */
export function posterNewClips(): () => void {
  const started = Date.now();
  return onChanges(({ changes }) => {
    for (const change of changes)
      if (change.kind === 'clip' && change.clip.createdAt >= started && !change.clip.missing) {
        const { id } = change.clip;
        void import('./posters.ts').then(({ makePosterLater }) => makePosterLater(id));
      }
  });
}
