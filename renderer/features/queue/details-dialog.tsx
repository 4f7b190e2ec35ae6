import { Copy } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { JobDetailsView, JobView } from '../../../preload/contract/schemas/views.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { useWorld } from '../../state/core.ts';
import { useJobs } from '../../state/jobs.ts';
import { toFailure } from '../../state/models.ts';
import { t } from '../../text/en.ts';
import { moment, money } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { SheetDialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useQueueUi } from './actions.ts';
import { CardAction } from './card-action.tsx';
import { cardView, isSaidByService, jobName, moneyWords } from './card-view.ts';
import s from './dialogs.module.css';
import { useDetails } from './use-details.ts';

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function JobId({ id }: { readonly id: string }): ReactElement {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
  };
  return (
    <Row name={t.queue.detail.id}>
      <code>{id}</code>
      <Button small look="ghost" onClick={() => void copy()}>
        <Icon of={Copy} size={14} />
        {t.queue.detail.copy}
      </Button>
      <span role="status">{copied && t.queue.detail.copied}</span>
    </Row>
  );
}

function Money({ job, lines }: Pick<JobDetailsView, 'lines'> & { readonly job: JobView }): ReactElement {
  const now = Date.now();
  if (job.practice) return <Row name={t.queue.detail.money}>{t.queue.detail.practice}</Row>;
  return (
    <Row name={t.queue.detail.money}>
      {moneyWords(job)}
      <ul>
        {lines.map(({ at, kind, amount }, index) => (
          // Lines are only ever added at the end.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index}>
            <span>{t.queue.detail.lines[kind]}</span>
            <b>{money(amount)}</b>
            <span>{moment(at, now)}</span>
          </li>
        ))}
      </ul>
    </Row>
  );
}

function WhatHappened({ job }: { readonly job: JobView }): ReactElement {
  const view = cardView(job, Date.now());
  const { failure } = job;
  const words = failure && t.failure(toFailure(failure));
  return (
    <>
      <Row name={t.queue.detail.happened}>
        {words ? `${words.title} ${words.body}` : view.note || view.label}
      </Row>
      {failure?.detail !== undefined && failure.detail !== '' && (
        <Row name={isSaidByService(failure) ? t.queue.detail.said : t.queue.detail.system}>
          {failure.detail}
        </Row>
      )}
    </>
  );
}

function Details({ job }: { readonly job: JobView }): ReactElement {
  const details = useDetails(job);
  const model = useWorld((world) => world.models.find((one) => one.id === job.modelId));
  const close = (): void => useQueueUi.setState({ detailed: null });
  const now = Date.now();
  const d = t.queue.detail;
  return (
    <SheetDialog
      open
      title={cardView(job, now).label}
      body={jobName(job)}
      onClose={close}
      footer={
        <>
          <CardAction job={job} tabIndex={0} />
          <Button onClick={close}>{t.queue.close}</Button>
        </>
      }
    >
      <dl className={s['details']}>
        <WhatHappened job={job} />
        {details && !job.imported && <Money job={job} lines={details.lines} />}
        <Row name={d.settings}>
          {[model?.name ?? job.modelId, job.imported ? '' : t.queue.made(job.seconds, job.resolution)]
            .filter(Boolean)
            .join(', ')}
        </Row>
        <Row name={d.added}>{moment(job.createdAt, now)}</Row>
        {details?.takenAt != null && <Row name={d.taken}>{moment(details.takenAt, now)}</Row>}
        {isFinal(job.state) && <Row name={d.ended}>{moment(job.since, now)}</Row>}
        {details?.remoteId != null && <JobId id={details.remoteId} />}
      </dl>
    </SheetDialog>
  );
}

/** All that is known of one job, in the service's own words where it has said something. */
export function DetailsDialog(): ReactElement | null {
  const detailed = useQueueUi((ui) => ui.detailed);
  const job = useJobs((queue) => queue.jobs.find((one) => one.id === detailed));
  return job ? <Details job={job} /> : null;
}
