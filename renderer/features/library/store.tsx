import { HardDrive } from 'lucide-react';
import type { CSSProperties, ReactElement } from 'react';
import { useWorld } from '../../state/core.ts';
import { t } from '../../text/en.ts';
import { store as en } from '../../text/en-find.ts';
import { Icon } from '../../ui/icon.tsx';
import s from './store.module.css';

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
  const { clips, bytes, freeBytes, diskBytes } = useWorld((world) => world.library);
  const folder = useWorld((world) => world.settings.libraryName);
  return (
    <footer className={s['store']}>
      <Icon of={HardDrive} />
      <span className={s['words']}>
        {clips === 0 ? t.library.storeEmpty(folder) : t.library.store(clips, bytes, folder)}
      </span>
      {freeBytes !== null && diskBytes !== null && <Gauge bytes={bytes} free={freeBytes} disk={diskBytes} />}
      {freeBytes !== null && <span>{t.library.free(freeBytes)}</span>}
    </footer>
  );
}
