import { useEffect, useState } from 'react';
import type { JobDetailsView, JobView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';

/** What the journal holds of the job, read anew at each of its changes; null until it is there. */
export function useDetails(job: JobView): JobDetailsView | null {
  const [details, setDetails] = useState<JobDetailsView | null>(null);
  useEffect(() => {
    let wanted = true;
    void ask('job.details', { jobId: job.id }).then((answer) => {
      if (wanted && answer.ok) setDetails(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [job]);
  return details;
}
