import { useEffect } from 'react';
import { ask } from '../../bridge.ts';
import { useWorld } from '../../state/core.ts';
import { updates as en } from '../../text/en-updates.ts';
import { say } from '../../ui/toasts.ts';

/** What has been said, as state and version. */
const said = new Set<string>();

/** Says once of each version that it can be had, and that it is here. Settings says the same for as long as it holds. */
export function UpdateNotice(): null {
  const { state, version } = useWorld((world) => world.update);
  const fetched = useWorld((world) => world.settings.updates === 'automatic');
  useEffect(() => {
    const what = `${state} ${version}`;
    if (version === null || said.has(what)) return;
    if (state === 'ready' || state === 'available') said.add(what);
    if (state === 'ready')
      say({
        title: en.readyTitle(version),
        body: en.readyBody,
        action: { label: en.restart, run: () => void ask('update.restart', {}) },
      });
    else if (state === 'available' && !fetched)
      say({
        title: en.availableTitle(version),
        action: { label: en.download, run: () => void ask('update.download', {}) },
      });
  }, [state, version, fetched]);
  return null;
}
