import { lazy, type ReactElement, Suspense, useEffect } from 'react';
import { posterNewClips } from '../../work/media/new-clips.ts';
import { useTools } from './open.ts';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));
const JoinDialog = lazy(async () => ({ default: (await import('./join-dialog.tsx')).JoinDialog }));

/** What can be made of clips, wherever the person is: dialogs, and the still pictures of clips that come. */
export function Tools(): ReactElement {
  const { exporting, joining } = useTools();
  useEffect(posterNewClips, []);
  return (
    <Suspense>
      {exporting && <ExportDialog {...exporting} />}
      {joining && <JoinDialog clips={joining} />}
    </Suspense>
  );
}
