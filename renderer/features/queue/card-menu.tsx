import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { ZERO } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { isPractice, useWorld } from '../../state/core.ts';
import { isWaiting, useJobs } from '../../state/jobs.ts';
import { useSaidPrice } from '../../state/prices.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Icon } from '../../ui/icon.tsx';
import m from '../../ui/menu.module.css';
import {
  canCancel,
  cancelJob,
  dismiss,
  move,
  pricedOf,
  retry,
  retryPrice,
  useQueueUi,
  waitingIds,
} from './actions.ts';
import { jobName } from './card-view.ts';
import { type Move, placeAfter } from './order.ts';

const MOVES: readonly Move[] = ['first', 'up', 'down', 'last'];

/** The one menu of all cards; a card's button opens it with the card's job. */
const menu = Menu.createHandle<string>();

const buttonId = (jobId: string): string => `more-${jobId}`;

/** Opens the menu of a card, as its button does. */
export function openCardMenu(jobId: string): void {
  menu.open(buttonId(jobId));
}

interface ItemProps {
  readonly run: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

function Item({ run, disabled = false, children }: ItemProps): ReactElement {
  return (
    <Menu.Item className={m['item']} disabled={disabled} onClick={run}>
      {children}
    </Menu.Item>
  );
}

/** What can be done with a clip that has not been sent. */
function WaitingItems({ job }: { readonly job: JobView }): ReactElement {
  const ids = useJobs(() => waitingIds().join(' ')).split(' ');
  // Prices are asked for in today's mode.
  const other = useWorld(isPractice) !== job.practice;
  return (
    <>
      <Item disabled={other} run={() => useQueueUi.setState({ editing: job.id })}>
        {t.queue.edit}
      </Item>
      <Menu.Separator className={m['line']} />
      {MOVES.map((step) => (
        <Item key={step} disabled={placeAfter(ids, job.id, step) === null} run={() => move(job.id, step)}>
          {t.queue.moves[step]}
        </Item>
      ))}
      <Menu.Separator className={m['line']} />
    </>
  );
}

/** The recipe of a cancelled clip can be sent once more. */
function SendAgain({ job }: { readonly job: JobView }): ReactElement {
  const practice = useWorld(isPractice);
  const said = useSaidPrice(practice ? null : pricedOf(job));
  const price = retryPrice(job, said);
  return <Item run={() => retry(job, price)}>{t.queue.sendAgain(practice ? ZERO : price)}</Item>;
}

function Items({ job }: { readonly job: JobView }): ReactElement {
  const waiting = isWaiting(job);
  return (
    <>
      {waiting && <WaitingItems job={job} />}
      {job.state === 'cancelled' && !job.imported && <SendAgain job={job} />}
      <Item run={() => useQueueUi.setState({ detailed: job.id })}>{t.queue.details}</Item>
      {canCancel(job) && <Item run={() => cancelJob(job)}>{waiting ? t.queue.remove : t.queue.cancel}</Item>}
      {isFinal(job.state) && <Item run={() => void dismiss([job.id])}>{t.queue.clear}</Item>}
    </>
  );
}

/** The menu itself, once for all cards. */
export function CardMenu(): ReactElement {
  const jobs = useJobs((queue) => queue.jobs);
  return (
    <Menu.Root handle={menu}>
      {({ payload }) => {
        const job = jobs.find(({ id }) => id === payload);
        return (
          <Menu.Portal>
            <Menu.Positioner
              className={m['positioner']}
              side="bottom"
              align="end"
              sideOffset={4}
              collisionPadding={8}
            >
              <Menu.Popup className={m['popup']}>{job && <Items job={job} />}</Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        );
      }}
    </Menu.Root>
  );
}

/** Opens the rarer things that can be done with a job. */
export function MenuButton({
  job,
  tabIndex,
}: {
  readonly job: JobView;
  readonly tabIndex: 0 | -1;
}): ReactElement {
  return (
    <Menu.Trigger
      handle={menu}
      payload={job.id}
      id={buttonId(job.id)}
      className={sh['mediaBtn']}
      aria-label={t.queue.menuName(jobName(job))}
      title={t.queue.menu}
      tabIndex={tabIndex}
      data-control="menu"
    >
      <Icon of={Ellipsis} size={14} />
    </Menu.Trigger>
  );
}
