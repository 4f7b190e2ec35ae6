import {
  Check,
  Clapperboard,
  Clock,
  CloudAlert,
  CloudOff,
  Download,
  Film,
  KeyRound,
  type LucideIcon,
  Pause,
  Play,
  Search,
  TriangleAlert,
  Upload,
  X,
} from 'lucide-react';
import { type CSSProperties, memo, type ReactElement, useState } from 'react';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { useWorld } from '../../state/core.ts';
import { isWaiting } from '../../state/jobs.ts';
import { playClip } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { useNow } from '../../ui/clock.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { useMedia } from '../../ui/media-query.ts';
import { canCancel, cancelJob, useQueueUi } from './actions.ts';
import { CardAction, hasAction, needsRoom } from './card-action.tsx';
import { CardMenuButton } from './card-menu-button.tsx';
import {
  type CardIcon,
  type CardView,
  cardDetails,
  cardView,
  clockOf,
  isShort,
  jobName,
} from './card-view.ts';
import s from './job-card.module.css';

const ICONS: Readonly<Record<CardIcon, LucideIcon>> = {
  clock: Clock,
  film: Film,
  upload: Upload,
  download: Download,
  offline: CloudOff,
  service: CloudAlert,
  pause: Pause,
  alert: TriangleAlert,
  check: Check,
  search: Search,
  key: KeyRound,
};

interface LayersProps {
  readonly job: JobView;
  readonly view: CardView;
}

/** The picture twice: grey below, colour above it as far as the work has come. */
function Layers({ job, view }: LayersProps): ReactElement {
  const coarse = useMedia('(prefers-reduced-motion: reduce)');
  const share = view.done === null ? 0 : coarse ? Math.floor(view.done * 10) / 10 : view.done;
  const src = job.sourceIds[0] === undefined ? null : `/media/${job.sourceIds[0]}`;
  const developed = job.state === 'done';
  const [wasOpen] = useState(!developed);
  const words = t.queue.job(`${view.label} ${view.value}`.trim(), view.note);
  const bar = isFinal(job.state)
    ? {}
    : {
        role: 'progressbar',
        'aria-label': jobName(job),
        'aria-valuetext': words,
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        ...(view.done === null ? {} : { 'aria-valuenow': Math.round(view.done * 100) }),
      };
  return (
    <div
      className={cx(
        s['layers'],
        job.state === 'processing' && isShort(job) && s['glides'],
        developed && wasOpen && s['arrived'],
      )}
      style={{ '--done': `${(share * 100).toFixed(2)}%` } as CSSProperties}
      {...bar}
    >
      {src === null && job.clipId !== null ? (
        // What was started elsewhere has no picture here; its clip's first frame stands in.
        <video src={`/media/${job.clipId}`} preload="metadata" muted tabIndex={-1} />
      ) : src === null ? (
        <span className={s['blank']}>
          <Icon of={Clapperboard} size={20} />
        </span>
      ) : (
        <img
          className={cx(!developed && s['grey'])}
          src={src}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
        />
      )}
      {view.done !== null && src !== null && <img className={s['dev']} src={src} alt="" draggable={false} />}
      {view.done !== null && <span className={s['edge']} />}
    </div>
  );
}

interface OverProps extends LayersProps {
  readonly row: boolean;
  readonly tabIndex: 0 | -1;
}

function Over({ job, view, row, tabIndex }: OverProps): ReactElement | null {
  if (job.state === 'done' && job.clipId !== null) {
    const { clipId } = job;
    return (
      <button
        type="button"
        className={s['open']}
        aria-label={t.queue.playName(jobName(job))}
        tabIndex={tabIndex}
        data-control="main"
        onClick={() => playClip(clipId)}
      >
        <span className={s['badge']}>
          <Icon of={Play} size={14} solid />
        </span>
      </button>
    );
  }
  if (hasAction(job) && !row) return <CardAction job={job} tabIndex={tabIndex} media />;
  if (view.badge === null) return null;
  return (
    <span className={s['badge']}>
      <Icon of={ICONS[view.badge]} size={14} />
    </span>
  );
}

/** A card that is drawn so soon after its job was made comes from the table above. */
const NEW_MS = 2000;

/** Whether a card has more to say than fits on it. */
const hasDetails = ({ state }: JobView): boolean => state === 'failed' || state === 'rejected';

/** With what a clip is being made. */
function Made({ job }: { readonly job: JobView }): ReactElement {
  const name = useWorld((world) => world.models.find(({ id }) => id === job.modelId)?.name ?? job.modelId);
  const words = t.animate.settingName(name, job.seconds, job.resolution);
  return (
    <p className={s['made']} title={words}>
      {words}
    </p>
  );
}

interface CardProps {
  readonly job: JobView;
  readonly row: boolean;
  /** Whether Tab goes to its controls; arrows go from card to card. */
  readonly tabIndex: 0 | -1;
  /** It is being dragged. */
  readonly held: boolean;
  /** Another card would come to lie on this side of it. */
  readonly mark: 'before' | 'after' | undefined;
}

function JobCardView({ job, row, tabIndex, held, mark }: CardProps): ReactElement {
  const now = useNow(clockOf(job, Date.now()));
  const view = cardView(job, now);
  const waiting = isWaiting(job);
  const [isNew] = useState(() => Date.now() - job.createdAt < NEW_MS);
  return (
    <li
      className={cx(
        s['job'],
        row && s['row'],
        needsRoom(job) && s['wide'],
        view.tone !== 'plain' && s[view.tone],
        held && s['held'],
        isNew && s['new'],
      )}
      draggable={waiting || undefined}
      data-state={job.state}
      data-job={job.id}
      data-mark={mark}
    >
      <div className={cx(sh['thumb'], s['thumb'])}>
        <Layers job={job} view={view} />
        <div className={s['over']}>
          <Over job={job} view={view} row={row} tabIndex={tabIndex} />
        </div>
        <div className={s['corner']}>
          <CardMenuButton job={job} tabIndex={tabIndex} />
          {canCancel(job) && (
            <button
              type="button"
              className={sh['mediaBtn']}
              aria-label={waiting ? t.queue.removeName(jobName(job)) : t.queue.cancelName(jobName(job))}
              title={waiting ? t.queue.remove : t.queue.cancel}
              tabIndex={tabIndex}
              data-control="cancel"
              onClick={() => cancelJob(job)}
            >
              <Icon of={X} size={14} />
            </button>
          )}
        </div>
      </div>
      <p className={s['state']}>
        <Icon of={ICONS[view.icon]} size={14} />
        <span title={view.label}>{view.label}</span>
        {view.value !== '' && <b>{view.value}</b>}
      </p>
      <div className={s['words']}>
        <p className={s['note']} title={cardDetails(job) || view.note}>
          {view.note}
        </p>
        {!isFinal(job.state) && !job.imported && <Made job={job} />}
        {hasDetails(job) && !row && (
          <button
            type="button"
            className={s['details']}
            tabIndex={tabIndex}
            data-control="details"
            aria-label={t.queue.detailsName(jobName(job))}
            onClick={() => useQueueUi.setState({ detailed: job.id })}
          >
            {t.queue.detailsShort}
          </button>
        )}
      </div>
      {row && <CardAction job={job} tabIndex={tabIndex} />}
    </li>
  );
}

/** One job: what it is doing, in words and as a developing picture. */
export const JobCard = memo(JobCardView);
