import { Check } from 'lucide-react';
import { type ReactElement, useRef } from 'react';
import { drawn, tally, useJobs } from '../../state/jobs.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useQueueUi } from './actions.ts';
import s from './dock.module.css';

/** How many clips are ready behind the others. A press brings them into sight, another one the next of them. */
export function ReadyButton(): ReactElement | null {
  const jobs = useJobs((queue) => queue.jobs);
  const last = useRef<string>(undefined);
  const cards = drawn(jobs);
  const { done } = tally(jobs);
  if (done === 0 || cards[0]?.state === 'done') return null;
  const seek = (): void => {
    const starts = cards.filter(({ state }, at) => state === 'done' && cards[at - 1]?.state !== 'done');
    const next = starts[(starts.findIndex(({ id }) => id === last.current) + 1) % starts.length];
    last.current = next?.id;
    useQueueUi.setState({ sought: next?.id ?? null });
  };
  return (
    <Button small look="ghost" className={s['ready']} title={t.queue.showReady} onClick={seek}>
      <Icon of={Check} size={14} />
      {t.queue.ready(done)}
    </Button>
  );
}
