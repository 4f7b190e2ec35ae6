import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import type { ReactElement } from 'react';
import { ZERO } from '../../../preload/contract/money.ts';
import type { BatchView, JobView } from '../../../preload/contract/schemas/views.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { isPractice, useWorld } from '../../state/core.ts';
import { isActive, tally } from '../../state/jobs.ts';
import { usePrices, useSaidPrices } from '../../state/prices.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import m from '../../ui/menu.module.css';
import { dismiss, pricedOf, useQueueUi } from './actions.ts';
import s from './batch.module.css';
import { pauseBatch, retryable, retryBatch, retryTotal, stopBatch, stoppable } from './batch-actions.ts';

interface Props {
  readonly id: string;
  readonly jobs: readonly JobView[];
}

/** A batch that nobody has named or paused is not on main's list. */
function useBatchView(id: string): BatchView {
  return useWorld((world) => world.batches.find((one) => one.id === id)) ?? { id, name: '', paused: false };
}

function RetryItem({ id, jobs }: Props): ReactElement {
  const practice = useWorld(isPractice);
  const again = retryable(jobs);
  const prices = usePrices();
  useSaidPrices(practice ? [] : again.map(pricedOf));
  const total = retryTotal(again, prices);
  return (
    <Menu.Item className={m['item']} onClick={() => retryBatch(id, total)}>
      {t.queue.batchRetry(again.length, practice ? ZERO : total)}
    </Menu.Item>
  );
}

function Items({ id, jobs }: Props): ReactElement {
  const { paused } = useBatchView(id);
  const ended = jobs.filter((job) => isFinal(job.state));
  return (
    <>
      <Menu.Item className={m['item']} onClick={() => useQueueUi.setState({ renaming: id })}>
        {t.queue.rename}
      </Menu.Item>
      {(paused || jobs.some(isActive)) && (
        <Menu.Item className={m['item']} onClick={() => pauseBatch(id, !paused)}>
          {paused ? t.queue.batchResume : t.queue.batchPause}
        </Menu.Item>
      )}
      {retryable(jobs).length > 0 && <RetryItem id={id} jobs={jobs} />}
      {stoppable(jobs).length > 0 && (
        <Menu.Item className={m['item']} onClick={() => void stopBatch(id)}>
          {t.queue.batchStop}
        </Menu.Item>
      )}
      {ended.length > 0 && (
        <Menu.Item className={m['item']} onClick={() => void dismiss(ended.map((job) => job.id))}>
          {t.queue.clearFinished}
        </Menu.Item>
      )}
    </>
  );
}

interface HeaderProps extends Props {
  /** Whether Tab goes to its menu: only to that of the batch whose card Tab goes to. */
  readonly tabIndex: 0 | -1;
}

/** What a batch is called, how far it has come, and what can be done with all of it. */
export function BatchHeader({ id, jobs, tabIndex }: HeaderProps): ReactElement {
  const { name, paused } = useBatchView(id);
  const words = t.queue.batchSummary(jobs.length, tally(jobs), paused);
  const title = name === '' ? t.queue.batch : name;
  return (
    <div className={s['header']}>
      <p title={`${title} · ${words}`}>
        <b>{title}</b> <span>{words}</span>
      </p>
      <Menu.Root>
        <Menu.Trigger
          render={<Button small icon look="ghost" />}
          aria-label={t.queue.batchMenu(title)}
          title={t.queue.menu}
          tabIndex={tabIndex}
        >
          <Icon of={Ellipsis} size={14} />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className={m['positioner']} side="bottom" sideOffset={4} collisionPadding={8}>
            <Menu.Popup className={m['popup']}>
              <Items id={id} jobs={jobs} />
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}
