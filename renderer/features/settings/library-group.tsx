import { Folder } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { ask } from '../../bridge.ts';
import { useWorld } from '../../state/core.ts';
import { renewLibrary } from '../../state/library/outline.ts';
import { toFailure } from '../../state/models.ts';
import sh from '../../style/shared.module.css';
import { settings as en } from '../../text/en-settings.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { say, sayFailure } from '../../ui/toasts.ts';
import s from './settings.module.css';

async function show(): Promise<void> {
  const answer = await ask('folder.reveal', {});
  if (!answer.ok) sayFailure(toFailure(answer.error));
}

async function change(): Promise<void> {
  const answer = await ask('folder.choose', {});
  if (!answer.ok) sayFailure(toFailure(answer.error));
  else if (answer.value.changed) {
    say({ title: en.folderChanged, look: 'done' });
    renewLibrary();
  }
}

/** Where the clips lie. */
export function LibraryGroup(): ReactElement {
  const name = useWorld((world) => world.settings.libraryName);
  const { clips, bytes, freeBytes } = useWorld((world) => world.library);
  const [busy, setBusy] = useState(false);
  return (
    <section className={s['group']} aria-labelledby="settings-library">
      <h2 id="settings-library">{en.libraryTitle}</h2>
      <div className={cx(sh['panel'], s['panel'])}>
        <div className={s['row']}>
          <div className={s['name']}>
            {name}
            <span className={s['hint']}>{en.libraryNumbers(clips, bytes, freeBytes)}</span>
          </div>
          <Button small look="ghost" onClick={() => void show()}>
            <Icon of={Folder} size={14} />
            {en.show}
          </Button>
          <Button
            small
            working={busy}
            onClick={() => {
              setBusy(true);
              void change().finally(() => setBusy(false));
            }}
          >
            {en.change}
          </Button>
        </div>
      </div>
    </section>
  );
}
