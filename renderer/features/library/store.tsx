import { HardDrive } from 'lucide-react';
import { type CSSProperties, lazy, type ReactElement, Suspense, useState } from 'react';
import { useWorld } from '../../state/core.ts';
import { t } from '../../text/en.ts';
import { store as en } from '../../text/en-find.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useFound } from './find/found.tsx';
import s from './store.module.css';

const CleanUpDialog = lazy(async () => ({
  default: (await import('./clean-up/clean-up-dialog.tsx')).CleanUpDialog,
}));

/** How full the disk is: with clips, with other things. */
function Gauge({
  bytes,
  free,
  disk,
}: {
  readonly bytes: number;
  readonly free: number;
  readonly disk: number;
}) {
  const share = (part: number): number => Math.min(100, Math.max(0, (100 * part) / disk));
  const full = share(disk - free);
  return (
    <span
      className={s['gauge']}
      role="img"
      aria-label={en.full(Math.round(full))}
      style={{ '--own': `${Math.min(full, share(bytes))}%`, '--full': `${full}%` } as CSSProperties}
    />
  );
}

/** What the library holds, where it lies and what room is left. */
export function Store(): ReactElement {
  const { clips, bytes, freeBytes, diskBytes, folders } = useWorld((world) => world.library);
  // The disk is that of the folder that new clips go to.
  const here = folders.find(({ primary }) => primary)?.bytes ?? bytes;
  const found = useFound();
  const [cleaning, setCleaning] = useState(false);
  const folder = useWorld((world) => world.settings.libraryName);
  return (
    <footer className={s['store']}>
      {found !== '' && (
        <span className={s['found']} aria-hidden="true">
          {found}
        </span>
      )}
      <Icon of={HardDrive} />
      <span className={s['words']}>
        {clips === 0 ? t.library.storeEmpty(folder) : t.library.store(clips, bytes, folder)}
      </span>
      {clips > 0 && (
        <Button small look="ghost" aria-haspopup="dialog" onClick={() => setCleaning(true)}>
          {en.cleanUp}
        </Button>
      )}
      {freeBytes !== null && diskBytes !== null && <Gauge bytes={here} free={freeBytes} disk={diskBytes} />}
      {freeBytes !== null && <span>{t.library.free(freeBytes)}</span>}
      <Suspense>{cleaning && <CleanUpDialog onClose={() => setCleaning(false)} />}</Suspense>
    </footer>
  );
}
