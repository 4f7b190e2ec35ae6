import { KeyRound, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import { sum } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { isPractice, useWorld } from '../../state/core.ts';
import { useJobs } from '../../state/jobs.ts';
import { toFailure } from '../../state/models.ts';
import { goToSetting } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon, PracticeIcon } from '../../ui/icon.tsx';
import { checkAgain } from '../queue/actions.ts';
import { updateSettings } from '../settings/update.ts';

/** Failures of a key that stand in the way of every batch. */
const BLOCKING: readonly ErrorCode[] = [
  'key-rejected',
  'key-inactive',
  'key-expired',
  'key-scope',
  'key-address',
  'account-blocked',
  'no-credit',
];

function PracticeBanner(): ReactElement {
  const hasKey = useWorld((world) => world.account.key !== 'none');
  return (
    <Banner tone="info" icon={<PracticeIcon />} lead={t.shell.practiceLead} body={t.shell.practiceBody}>
      {hasKey ? (
        <Button small onClick={() => void updateSettings({ practice: false })}>
          {t.shell.leavePractice}
        </Button>
      ) : (
        <Button small onClick={() => goToSetting('key')}>
          <Icon of={KeyRound} size={14} />
          {t.shell.addKey}
        </Button>
      )}
    </Banner>
  );
}

function NoKeyBanner(): ReactElement {
  const gone = useWorld((world) => world.account.keys.some(({ state }) => state === 'absent'));
  return (
    <Banner
      tone="warning"
      icon={<Icon of={KeyRound} />}
      lead={gone ? t.shell.keyAgain : t.failure({ code: 'no-key' }).title}
      body={gone ? t.shell.keyAgainBody : t.shell.noKeyBody}
    >
      <Button small look="ghost" onClick={() => void updateSettings({ practice: true })}>
        {t.library.emptyPractice}
      </Button>
      <Button small onClick={() => goToSetting('key')}>
        {gone ? t.shell.openSettings : t.shell.addKey}
      </Button>
    </Banner>
  );
}

/** Clips that the service did not take for want of credit, until they are retried or cleared. */
function CreditBanner({ jobs }: { readonly jobs: readonly JobView[] }): ReactElement {
  const needed = sum(jobs.map(({ estimate }) => estimate));
  const words = t.failure({ code: 'no-credit', facts: { needed } });
  return (
    <Banner tone="danger" icon={<Icon of={TriangleAlert} />} lead={words.title} body={words.body}>
      <Button small onClick={() => void ask('link.open', { link: 'getKey' })}>
        {t.shell.addCredit}
      </Button>
    </Banner>
  );
}

/** A download waits for room on the disk. */
function DiskBanner({ job }: { readonly job: JobView }): ReactElement {
  const words = t.failure(job.failure ? toFailure(job.failure) : { code: 'disk-full' });
  return (
    <Banner tone="warning" icon={<Icon of={TriangleAlert} />} lead={words.title} body={words.body}>
      <Button small look="ghost" onClick={() => goToSetting('folder')}>
        {t.shell.changeFolder}
      </Button>
      <Button small onClick={() => checkAgain(job.id)}>
        {t.queue.tryAgain}
      </Button>
    </Banner>
  );
}

/** What holds for everything that would be sent from Animate. */
export function Banners(): ReactElement | null {
  const practice = useWorld(isPractice);
  const check = useWorld((world) => world.account.check);
  const hasKey = useWorld((world) => world.account.key !== 'none');
  const jobs = useJobs((queue) => queue.jobs);
  const full = jobs.find(({ hold }) => hold === 'disk');
  const poor = jobs.filter(({ state, failure }) => state === 'rejected' && failure?.code === 'no-credit');
  if (full) return <DiskBanner job={full} />;
  if (practice) return <PracticeBanner />;
  if (!hasKey) return <NoKeyBanner />;
  if (!check?.failure || !BLOCKING.includes(check.failure.code))
    return poor.length > 0 ? <CreditBanner jobs={poor} /> : null;
  const words = t.failure(toFailure(check.failure));
  return (
    <Banner tone="danger" icon={<Icon of={TriangleAlert} />} lead={words.title} body={words.body}>
      <Button small onClick={() => goToSetting('key')}>
        {t.shell.openSettings}
      </Button>
    </Banner>
  );
}
