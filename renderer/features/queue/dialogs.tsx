import { lazy, type ReactElement, Suspense } from 'react';
import { useJobs } from '../../state/jobs.ts';
import { t } from '../../text/en.ts';
import { clockTime } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { AskDialog, SheetDialog } from '../../ui/dialog.tsx';
import { cancelConfirming, choose, confirmRetry, useQueueUi } from './actions.ts';
import s from './dialogs.module.css';

const DetailsDialog = lazy(async () => ({
  default: (await import('./details-dialog.tsx')).DetailsDialog,
}));
const RenameDialog = lazy(async () => ({ default: (await import('./rename-dialog.tsx')).RenameDialog }));
const EditDialog = lazy(async () => ({ default: (await import('./edit-dialog.tsx')).EditDialog }));

function Choose(): ReactElement | null {
  const choosing = useQueueUi((ui) => ui.choosing);
  const job = useJobs((queue) => queue.jobs.find((one) => one.id === choosing));
  const close = (): void => useQueueUi.setState({ choosing: null });
  return (
    <SheetDialog
      open={job !== undefined}
      title={t.queue.chooseTitle}
      body={t.queue.chooseBody}
      onClose={close}
      footer={<Button onClick={close}>{t.queue.close}</Button>}
    >
      <ul className={s['list']}>
        {job?.candidates.map(({ key, createdAt }) => (
          <li key={key}>
            <Button className={s['one']} onClick={() => choose(job.id, key)}>
              {createdAt === null ? t.queue.candidateUnknown : t.queue.candidate(clockTime(createdAt))}
            </Button>
          </li>
        ))}
        {job && (
          <li>
            <Button className={s['one']} look="ghost" onClick={() => choose(job.id, null)}>
              {t.queue.none}
            </Button>
          </li>
        )}
      </ul>
    </SheetDialog>
  );
}

/** The questions that a job may have. */
export function QueueDialogs(): ReactElement {
  const confirming = useQueueUi((ui) => ui.confirming);
  const editing = useQueueUi((ui) => ui.editing !== null);
  const renaming = useQueueUi((ui) => ui.renaming);
  const detailed = useQueueUi((ui) => ui.detailed !== null);
  return (
    <>
      <Choose />
      <Suspense>
        {editing && <EditDialog />}
        {detailed && <DetailsDialog />}
        {renaming !== null && <RenameDialog batchId={renaming} />}
      </Suspense>
      {confirming && (
        <AskDialog
          open
          title={t.animate.askTitle(confirming.total, confirming.count)}
          body={confirming.why}
          cancel={t.animate.cancel}
          go={t.queue.sendAgain(confirming.total)}
          onCancel={cancelConfirming}
          onGo={confirmRetry}
        />
      )}
    </>
  );
}
