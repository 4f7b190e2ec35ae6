import type { ReactElement } from 'react';
import type { UpdateView } from '../../../preload/contract/schemas/updates.ts';
import { UPDATE_MODES } from '../../../preload/contract/vocabulary.ts';
import { ask } from '../../bridge.ts';
import { useWorld } from '../../state/core.ts';
import sh from '../../style/shared.module.css';
import { updates as en } from '../../text/en-updates.ts';
import { momentInside } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Segment } from '../../ui/segment.tsx';
import { Switch } from '../../ui/switch.tsx';
import { hintId, RowLabel } from './row-label.tsx';
import s from './settings.module.css';
import { updateSettings } from './update.ts';

/** What can be done next about an update. */
function NextStep({ update }: { readonly update: UpdateView }): ReactElement | null {
  const { state, waits } = update;
  if (state === 'ready')
    return (
      <Button small aria-disabled={waits} onClick={() => !waits && void ask('update.restart', {})}>
        {en.restart}
      </Button>
    );
  if (state === 'available')
    return (
      <Button small aria-disabled={waits} onClick={() => !waits && void ask('update.download', {})}>
        {en.download}
      </Button>
    );
  const working = state !== 'idle' || waits;
  return (
    <Button
      small
      look="ghost"
      aria-disabled={working}
      onClick={() => !working && void ask('update.check', {})}
    >
      {en.check}
    </Button>
  );
}

/** Whether there is a newer Kinora, and how one comes to this computer. */
export function UpdatesGroup(): ReactElement {
  const update = useWorld((world) => world.update);
  const version = useWorld((world) => world.version);
  const { updates, updateChannel } = useWorld((world) => world.settings);
  const checked = update.checkedAt === null ? null : momentInside(update.checkedAt, Date.now());
  const none = update.state === 'none';
  return (
    <section className={s['group']} aria-labelledby="settings-updates">
      <h2 id="settings-updates">{en.title}</h2>
      <div className={cx(sh['panel'], s['panel'])}>
        <div className={s['row']}>
          <span className={s['name']}>
            {en.name(version)}
            <span className={s['hint']} role="status">
              {none ? en.none : en.status(update, checked)}
              {update.waits && ` ${en.waits}`}
            </span>
          </span>
          {!none && <NextStep update={update} />}
        </div>
        {!none && (
          <>
            <div className={s['row']}>
              <span className={s['name']} id="updates">
                {en.mode}
                <span className={s['hint']}>{en.modeHint}</span>
              </span>
              <Segment
                className={s['seg']}
                labelledBy="updates"
                value={updates}
                choices={UPDATE_MODES.map((value) => ({ value, label: en.modes[value] }))}
                onChange={(value) => void updateSettings({ updates: value })}
              />
            </div>
            <div className={s['row']}>
              <RowLabel htmlFor="update-beta" hint={en.betaHint}>
                {en.beta}
              </RowLabel>
              <Switch
                id="update-beta"
                describedBy={hintId('update-beta')}
                checked={updateChannel === 'beta'}
                onChange={(checked) => void updateSettings({ updateChannel: checked ? 'beta' : 'stable' })}
              />
            </div>
          </>
        )}
      </div>
    </section>
  );
}
