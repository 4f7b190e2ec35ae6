import { useEffect } from 'react';
import { ask } from '../../bridge.ts';
import { useWorld } from '../../state/core.ts';
import { toFailure } from '../../state/models.ts';
import { t } from '../../text/en.ts';
import { say } from '../../ui/toasts.ts';

/** Notices that have been said already; main keeps one until it is dismissed. */
const said = new Set<string>();

/** Says main's notices, each once. */
export function useNotices(): void {
  const notices = useWorld((world) => world.notices);
  useEffect(() => {
    for (const { id, level, failure } of notices) {
      if (said.has(id)) continue;
      said.add(id);
      const words = t.failure(toFailure(failure));
      const body = failure.detail === undefined ? words.body : `${words.body} ${failure.detail}`;
      say({
        title: words.title,
        body,
        look: level,
        onDismiss: () => void ask('notice.dismiss', { id }),
      });
    }
  }, [notices]);
}
