import type { ReactElement } from 'react';
import { useJobs } from '../../state/jobs.ts';
import { t } from '../../text/en.ts';
import { clockTime } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { SheetDialog } from '../../ui/dialog.tsx';
import { choose, useQueueUi } from './actions.ts';
import s from './dialogs.module.css';

/** The service has several jobs that may be this one: which is it? */
export function ChooseDialog(): ReactElement {
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
