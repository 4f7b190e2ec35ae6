import {
  CircleArrowDown,
  CircleDollarSign,
  FolderSearch,
  KeyRound,
  ListChecks,
  type LucideIcon,
  RotateCw,
} from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { type MicroCents, ZERO } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { isPractice, useWorld } from '../../state/core.ts';
import { drawnPlaces, useJobs } from '../../state/jobs.ts';
import { useSaidPrice } from '../../state/prices.ts';
import { goToSetting } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tip } from '../../ui/tooltip.tsx';
import { SEEN_MS } from '../animate/shutter.tsx';
import { checkAgain, isRetryable, pricedOf, retry, retryPrice, useQueueUi } from './actions.ts';
import { cardDetails } from './card-view.ts';
import s from './job-card.module.css';

interface Action {
  readonly icon: LucideIcon;
  readonly words: string;
  readonly run: () => void;
  /** A press pays for a clip. */
  readonly costs?: boolean;
}

/** @param price what a retry costs; @param shown what its button says. */
function actionOf(job: JobView, price: MicroCents, shown = price): Action | null {
  const q = t.queue;
  switch (job.state) {
    case 'unknown':
      return { icon: RotateCw, words: q.checkAgain, run: () => checkAgain(job.id) };
    case 'asking':
      return { icon: ListChecks, words: q.choose, run: () => useQueueUi.setState({ choosing: job.id }) };
    case 'absent':
      return { icon: RotateCw, words: q.sendAgain(shown), run: () => retry(job, price), costs: true };
    case 'failed':
    case 'rejected':
      return isRetryable(job)
        ? { icon: RotateCw, words: q.retry(shown), run: () => retry(job, price), costs: true }
        : null;
    case 'downloading':
      if (job.hold === 'disk')
        return { icon: FolderSearch, words: q.tryAgain, run: () => checkAgain(job.id) };
      if (job.failure) return { icon: CircleArrowDown, words: q.continueNow, run: () => checkAgain(job.id) };
      return null;
    default:
      if (job.hold === 'key') return { icon: KeyRound, words: q.openSettings, run: () => goToSetting('key') };
      if (job.hold === 'budget')
        return { icon: CircleDollarSign, words: t.animate.raise, run: () => goToSetting('budget') };
      return null;
  }
}

/** True when a card has a button of its own. */
export function hasAction(job: JobView): boolean {
  return actionOf(job, job.estimate) !== null;
}

/** True when a card asks something in a whole sentence; such cards are wider. */
export function needsRoom(job: JobView): boolean {
  return hasAction(job) && job.state !== 'failed' && job.state !== 'rejected';
}

interface Props {
  readonly job: JobView;
  readonly tabIndex: 0 | -1;
  /** On the picture, rather than beside it. */
  readonly media?: boolean;
}

/** True for a while after a card has come to another place: a press there was meant for what stood there before. */
function useMoving(jobId: string): boolean {
  const place = useJobs(({ jobs }) => drawnPlaces(jobs).get(jobId));
  const [known, setKnown] = useState<number>();
  useEffect(() => {
    const timer = setTimeout(() => setKnown(place), SEEN_MS);
    return () => clearTimeout(timer);
  }, [place]);
  return known !== place;
}

/** The one thing that a person can do about a job. */
export function CardAction({ job, tabIndex, media = false }: Props): ReactElement | null {
  const busy = useQueueUi((ui) => ui.busy.has(job.id));
  // A retry is made in today's mode, whatever the job before was.
  const practice = useWorld(isPractice);
  const said = useSaidPrice(isRetryable(job) && !practice ? pricedOf(job) : null);
  const moving = useMoving(job.id);
  const price = retryPrice(job, said);
  const action = actionOf(job, price, practice ? ZERO : price);
  if (!action) return null;
  const details = cardDetails(job);
  const button = (
    <Button
      small
      working={busy}
      className={media ? s['act'] : s['beside']}
      tabIndex={tabIndex}
      data-control="main"
      data-costs={action.costs}
      data-moving={action.costs && moving}
      onClick={action.run}
    >
      {!busy && <Icon of={action.icon} size={14} />}
      {action.words}
    </Button>
  );
  return details === '' ? button : <Tip words={details}>{button}</Tip>;
}
