import { CircleArrowDown, FolderSearch, KeyRound, ListChecks, type LucideIcon, RotateCw } from 'lucide-react';
import type { ReactElement } from 'react';
import { type MicroCents, ZERO } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/routes.ts';
import { isPractice, worldNow } from '../../state/core.ts';
import { goToSetting } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tip } from '../../ui/tooltip.tsx';
import { checkAgain, retry, retryPrice, useQueueUi } from './actions.ts';
import { cardDetails } from './card-view.ts';
import s from './job-card.module.css';

interface Action {
  readonly icon: LucideIcon;
  readonly words: string;
  readonly run: () => void;
}

/** What a button that spends says it costs. A retry is made in today's mode, whatever the job before was. */
function shownPrice(job: JobView): MicroCents {
  const world = worldNow();
  return world && isPractice(world) ? ZERO : retryPrice(job);
}

function actionOf(job: JobView): Action | null {
  const q = t.queue;
  switch (job.state) {
    case 'unknown':
      return { icon: RotateCw, words: q.checkAgain, run: () => checkAgain(job.id) };
    case 'asking':
      return { icon: ListChecks, words: q.choose, run: () => useQueueUi.setState({ choosing: job.id }) };
    case 'absent':
      return { icon: RotateCw, words: q.sendAgain(shownPrice(job)), run: () => retry(job) };
    case 'failed':
    case 'rejected':
      return { icon: RotateCw, words: q.retry(shownPrice(job)), run: () => retry(job) };
    case 'downloading':
      if (job.hold === 'disk')
        return { icon: FolderSearch, words: q.tryAgain, run: () => checkAgain(job.id) };
      if (job.failure) return { icon: CircleArrowDown, words: q.continueNow, run: () => checkAgain(job.id) };
      return null;
    default:
      return job.hold === 'key'
        ? { icon: KeyRound, words: q.openSettings, run: () => goToSetting('key') }
        : null;
  }
}

/** True when a card has a button of its own. */
export function hasAction(job: JobView): boolean {
  return actionOf(job) !== null;
}

/** True when a card asks something in a whole sentence; such cards are wider. */
export function needsRoom(job: JobView): boolean {
  return hasAction(job) && job.state !== 'failed' && job.state !== 'rejected';
}

interface Props {
  readonly job: JobView;
  /** On the picture, rather than beside it. */
  readonly media?: boolean;
}

/** The one thing that a person can do about a job. */
export function CardAction({ job, media = false }: Props): ReactElement | null {
  const busy = useQueueUi((ui) => ui.busy.has(job.id));
  const action = actionOf(job);
  if (!action) return null;
  const details = cardDetails(job);
  const button = (
    <Button small working={busy} className={media ? s['act'] : s['beside']} onClick={action.run}>
      {!busy && <Icon of={action.icon} size={14} />}
      {action.words}
    </Button>
  );
  return details === '' ? button : <Tip words={details}>{button}</Tip>;
}
