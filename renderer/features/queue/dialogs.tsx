import { lazy, type ReactElement, Suspense } from 'react';
import { t } from '../../text/en.ts';
import { cancelConfirming, confirmRetry, useQueueUi } from './actions.ts';

const AskDialog = lazy(async () => ({ default: (await import('../../ui/dialog.tsx')).AskDialog }));
const ChooseDialog = lazy(async () => ({ default: (await import('./choose-dialog.tsx')).ChooseDialog }));

const DetailsDialog = lazy(async () => ({
  default: (await import('./details-dialog.tsx')).DetailsDialog,
}));
const RenameDialog = lazy(async () => ({ default: (await import('./rename-dialog.tsx')).RenameDialog }));
const EditDialog = lazy(async () => ({ default: (await import('./edit-dialog.tsx')).EditDialog }));

/** The questions that a job may have. */
export function QueueDialogs(): ReactElement {
  const confirming = useQueueUi((ui) => ui.confirming);
  const choosing = useQueueUi((ui) => ui.choosing !== null);
  const editing = useQueueUi((ui) => ui.editing !== null);
  const renaming = useQueueUi((ui) => ui.renaming);
  const detailed = useQueueUi((ui) => ui.detailed !== null);
  return (
    <Suspense>
      {choosing && <ChooseDialog />}
      {editing && <EditDialog />}
      {detailed && <DetailsDialog />}
      {renaming !== null && <RenameDialog batchId={renaming} />}
      {confirming && (
        <AskDialog
          open
          title={t.animate.askTitle(confirming.total, confirming.count)}
          body={confirming.why}
          cancel={t.animate.cancel}
          go={confirming.words ?? t.queue.sendAgain(confirming.total)}
          onCancel={cancelConfirming}
          onGo={confirmRetry}
        />
      )}
    </Suspense>
  );
}
