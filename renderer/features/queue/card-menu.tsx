import type { ReactElement } from 'react';
import { ZERO } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { isPractice, useWorld } from '../../state/core.ts';
import { isWaiting, useJobs } from '../../state/jobs.ts';
import { useSaidPrice } from '../../state/prices.ts';
import { t } from '../../text/en.ts';
import { MenuItem, MenuLine, MenuPopup } from '../../ui/menu-popup.tsx';
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
import { menuButtonId } from './card-menu-button.tsx';
import { type Move, placeAfter } from './order.ts';

const MOVES: readonly Move[] = ['first', 'up', 'down', 'last'];

/** What can be done with a clip that has not been sent. */
function WaitingItems({ job }: { readonly job: JobView }): ReactElement {
  const ids = useJobs(() => waitingIds().join(' ')).split(' ');
  // Prices are asked for in today's mode.
  const other = useWorld(isPractice) !== job.practice;
  return (
    <>
      <MenuItem disabled={other} run={() => useQueueUi.setState({ editing: job.id })}>
        {t.queue.edit}
      </MenuItem>
      <MenuLine />
      {MOVES.map((step) => (
        <MenuItem key={step} disabled={placeAfter(ids, job.id, step) === null} run={() => move(job.id, step)}>
          {t.queue.moves[step]}
        </MenuItem>
      ))}
      <MenuLine />
    </>
  );
}

/** The recipe of a cancelled clip can be sent once more. */
function SendAgain({ job }: { readonly job: JobView }): ReactElement {
  const practice = useWorld(isPractice);
  const said = useSaidPrice(practice ? null : pricedOf(job));
  const price = retryPrice(job, said);
  return <MenuItem run={() => retry(job, price)}>{t.queue.sendAgain(practice ? ZERO : price)}</MenuItem>;
}

function Items({ job }: { readonly job: JobView }): ReactElement {
  const waiting = isWaiting(job);
  return (
    <>
      {waiting && <WaitingItems job={job} />}
      <MenuItem run={() => useQueueUi.setState({ detailed: job.id })}>{t.queue.details}</MenuItem>
      {job.state === 'cancelled' && !job.imported && <SendAgain job={job} />}
      {canCancel(job) && (
        <MenuItem run={() => cancelJob(job)}>{waiting ? t.queue.remove : t.queue.cancel}</MenuItem>
      )}
      {isFinal(job.state) && <MenuItem run={() => void dismiss([job.id])}>{t.queue.clear}</MenuItem>}
    </>
  );
}

const close = (menuOpen: boolean): void => useQueueUi.setState({ menuOpen });

/** The one menu of all cards: it stands at the button of the card that it is for. */
export function CardMenu({ jobId }: { readonly jobId: string }): ReactElement {
  const open = useQueueUi((ui) => ui.menuOpen);
  const job = useJobs((queue) => queue.jobs.find(({ id }) => id === jobId));
  return (
    <MenuPopup
      open={open && job !== undefined}
      onOpenChange={close}
      anchor={() => document.getElementById(menuButtonId(jobId))}
      align="end"
    >
      {job && <Items job={job} />}
    </MenuPopup>
  );
}
