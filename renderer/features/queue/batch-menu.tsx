import type { ReactElement } from 'react';
import { ZERO } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { isPractice, useWorld } from '../../state/core.ts';
import { isActive } from '../../state/jobs.ts';
import { usePrices, useSaidPrices } from '../../state/prices.ts';
import { t } from '../../text/en.ts';
import { MenuItem, MenuPopup } from '../../ui/menu-popup.tsx';
import type { PopupProps } from '../../ui/popup-button.tsx';
import { dismiss, pricedOf, useQueueUi } from './actions.ts';
import {
  pauseBatch,
  retryable,
  retryBatch,
  retryTotal,
  stopBatch,
  stoppable,
  useBatchView,
} from './batch-actions.ts';

interface Props {
  readonly id: string;
  readonly jobs: readonly JobView[];
}

function RetryItem({ id, jobs }: Props): ReactElement {
  const practice = useWorld(isPractice);
  const again = retryable(jobs);
  const prices = usePrices();
  useSaidPrices(practice ? [] : again.map(pricedOf));
  const total = retryTotal(again, prices);
  return (
    <MenuItem run={() => retryBatch(id, total)}>
      {t.queue.batchRetry(again.length, practice ? ZERO : total)}
    </MenuItem>
  );
}

/** What can be done with all clips of a batch at once. */
export function BatchMenu({ id, jobs, open, onOpenChange, anchor }: Props & PopupProps): ReactElement {
  const { paused } = useBatchView(id);
  const ended = jobs.filter((job) => isFinal(job.state));
  return (
    <MenuPopup open={open} onOpenChange={onOpenChange} anchor={() => anchor.current}>
      <MenuItem run={() => useQueueUi.setState({ renaming: id })}>{t.queue.rename}</MenuItem>
      {(paused || jobs.some(isActive)) && (
        <MenuItem run={() => pauseBatch(id, !paused)}>
          {paused ? t.queue.batchResume : t.queue.batchPause}
        </MenuItem>
      )}
      {retryable(jobs).length > 0 && <RetryItem id={id} jobs={jobs} />}
      {stoppable(jobs).length > 0 && <MenuItem run={() => void stopBatch(id)}>{t.queue.batchStop}</MenuItem>}
      {ended.length > 0 && (
        <MenuItem run={() => void dismiss(ended.map((job) => job.id))}>{t.queue.clearFinished}</MenuItem>
      )}
    </MenuPopup>
  );
}
