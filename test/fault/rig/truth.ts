import type { PracticeService } from '../../../main/practice/service.ts';
import { intentOf } from '../client/orders.ts';

/** What a person knows: the job that is right; `none`: nothing was started; `elsewhere`: something else was. */
export type Answer = { readonly remoteId: string } | 'none' | 'elsewhere';
export type Truth = (intent: string, candidates: readonly string[]) => Answer;

/** Which of the service's jobs was made for an intent, by its own record of what was asked of it. */
export const truthOf =
  (service: PracticeService): Truth =>
  (intent, candidates) => {
    const own = candidates.find((id) => intentOf(service.job(id)?.params['prompt']) === intent);
    if (own !== undefined) return { remoteId: own };
    return service.jobs().some(({ params }) => intentOf(params['prompt']) === intent) ? 'elsewhere' : 'none';
  };
