import { type ReactElement, useId, useState } from 'react';
import { MAX_BATCH_NAME } from '../../../preload/contract/limits.ts';
import { useWorld } from '../../state/core.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { SheetDialog } from '../../ui/dialog.tsx';
import f from '../../ui/field.module.css';
import { useQueueUi } from './actions.ts';
import { renameBatch } from './batch-actions.ts';
import s from './dialogs.module.css';

/** Asks for another name of a batch. */
export function RenameDialog({ batchId }: { readonly batchId: string }): ReactElement {
  const before = useWorld((world) => world.batches.find(({ id }) => id === batchId)?.name ?? '');
  const [name, setName] = useState(before);
  const id = useId();
  const close = (): void => useQueueUi.setState({ renaming: null });
  return (
    <SheetDialog
      open
      title={t.queue.renameTitle}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t.animate.cancel}</Button>
          <Button type="submit" form={id}>
            {t.queue.saveFree}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className={s['form']}
        onSubmit={(event) => {
          event.preventDefault();
          renameBatch(batchId, name);
        }}
      >
        <input
          className={f['input']}
          aria-label={t.queue.batchName}
          value={name}
          maxLength={MAX_BATCH_NAME}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </SheetDialog>
  );
}
