import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useWorld } from '../../state/core.ts';
import { useUi } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { folders as en } from '../../text/en-folders.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { startImport, stopImport } from '../library/import.ts';
import { addFolder, lookAgain, stopMove } from './folder-actions.ts';
import { FolderRow } from './folder-rows.tsx';
import { NameRow } from './name-row.tsx';
import s from './settings.module.css';

/** A button that shows that it is at work until what it began has ended. */
function Doing({
  run,
  label,
  part,
}: {
  readonly run: () => Promise<void>;
  readonly label: string;
  readonly part?: string;
}): ReactElement {
  const [busy, setBusy] = useState(false);
  return (
    <Button
      small
      data-part={part}
      working={busy}
      onClick={() => {
        setBusy(true);
        void run().finally(() => setBusy(false));
      }}
    >
      {label}
    </Button>
  );
}

/** Something that goes on for a while, and how far it is. */
function Going({ words, stop }: { readonly words: string; readonly stop: () => void }): ReactElement {
  return (
    <div className={s['row']}>
      <span className={s['name']} role="status">
        {words}
      </span>
      <Button small onClick={stop}>
        {en.importStop}
      </Button>
    </div>
  );
}

/** Where the clips lie, and how others come in. */
export function LibraryGroup(): ReactElement {
  const { folders, reading, importing, moving } = useWorld((world) => world.library);
  const group = useRef<HTMLElement>(null);
  const focus = useUi((ui) => ui.focusSetting === 'folder');
  useEffect(() => {
    if (focus) group.current?.querySelector<HTMLElement>('[data-part="change-folder"]')?.focus();
  }, [focus]);
  return (
    <section className={s['group']} ref={group} aria-labelledby="settings-library">
      <h2 id="settings-library">{en.title}</h2>
      <div className={cx(sh['panel'], s['panel'])}>
        {folders.map((folder) => (
          <FolderRow key={folder.id} folder={folder} several={folders.length > 1} />
        ))}
        {moving && <Going words={en.moving(moving.done, moving.total)} stop={stopMove} />}
        <div className={s['row']}>
          <div className={s['name']}>
            {en.lookAgainRow}
            <span className={s['hint']} role="status">
              {reading ? en.reading(reading.done, reading.total) : en.lookAgainHint}
            </span>
          </div>
          <Doing run={lookAgain} label={en.lookAgain} />
          <Doing run={addFolder} label={en.add} part="add-folder" />
        </div>
        <NameRow />
        {importing ? (
          <Going words={en.importing(importing.done, importing.total)} stop={stopImport} />
        ) : (
          <div className={s['row']}>
            <div className={s['name']}>
              {en.importRow}
              <span className={s['hint']}>{en.importHint}</span>
            </div>
            <Doing run={() => startImport('files')} label={en.import} />
            <Doing run={() => startImport('folder')} label={en.importFolder} />
          </div>
        )}
      </div>
    </section>
  );
}
