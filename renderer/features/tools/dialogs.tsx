import { lazy, type ReactElement, Suspense } from 'react';
import { useTools } from './open.ts';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));
const JoinDialog = lazy(async () => ({ default: (await import('./join-dialog.tsx')).JoinDialog }));

/** The dialogs of what can be made of clips. */
export function ToolDialogs(): ReactElement {
  const { exporting, joining } = useTools();
  return (
    <Suspense>
      {exporting && <ExportDialog {...exporting} />}
      {joining && <JoinDialog clips={joining} />}
    </Suspense>
  );
}
