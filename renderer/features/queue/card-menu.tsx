import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import type { ReactElement } from 'react';
import { ZERO } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { isPractice, useWorld } from '../../state/core.ts';
import { isWaiting, useJobs } from '../../state/jobs.ts';
import { useSaidPrice } from '../../state/prices.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Icon } from '../../ui/icon.tsx';
import m from '../../ui/menu.module.css';
import { cancelJob, dismiss, move, pricedOf, retry, retryPrice, useQueueUi, waitingIds } from './actions.ts';
import { jobName } from './card-view.ts';
import { type Move, placeAfter } from './order.ts';

const MOVES: readonly Move[] = ['first', 'up', 'down', 'last'];

/** What can be done with a clip that has not been sent. */
function WaitingItems({ job }: { readonly job: JobView }): ReactElement {
  const ids = useJobs(() => waitingIds().join(' ')).split(' ');
  // Prices are asked for in today's mode.
  const other = useWorld(isPractice) !== job.practice;
  return (
    <>
      <Menu.Item
        className={m['item']}
        disabled={other}
        onClick={() => useQueueUi.setState({ editing: job.id })}
      >
        {t.queue.edit}
      </Menu.Item>
      <Menu.Separator className={m['line']} />
      {MOVES.map((step) => (
        <Menu.Item
          key={step}
          className={m['item']}
          disabled={placeAfter(ids, job.id, step) === null}
          onClick={() => move(job.id, step)}
        >
          {t.queue.moves[step]}
        </Menu.Item>
      ))}
      <Menu.Separator className={m['line']} />
      <Menu.Item className={m['item']} onClick={() => cancelJob(job.id)}>
        {t.queue.remove}
      </Menu.Item>
    </>
  );
}

/** What can be done with a clip that was cancelled. */
function CancelledItems({ job }: { readonly job: JobView }): ReactElement {
  const practice = useWorld(isPractice);
  const said = useSaidPrice(job.imported || practice ? null : pricedOf(job));
  const price = retryPrice(job, said);
  return (
    <>
      {!job.imported && (
        <Menu.Item className={m['item']} onClick={() => retry(job, price)}>
          {t.queue.sendAgain(practice ? ZERO : price)}
        </Menu.Item>
      )}
      <Menu.Item className={m['item']} onClick={() => void dismiss([job.id])}>
        {t.queue.clear}
      </Menu.Item>
    </>
  );
}

/** The rarer things that can be done with a job. */
export function CardMenu({ job }: { readonly job: JobView }): ReactElement | null {
  const waiting = isWaiting(job);
  if (!waiting && job.state !== 'cancelled') return null;
  return (
    <Menu.Root>
      <Menu.Trigger
        className={sh['mediaBtn']}
        aria-label={t.queue.menuName(jobName(job))}
        title={t.queue.menu}
      >
        <Icon of={Ellipsis} size={14} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner
          className={m['positioner']}
          side="bottom"
          align="end"
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup className={m['popup']}>
            {waiting ? <WaitingItems job={job} /> : <CancelledItems job={job} />}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
