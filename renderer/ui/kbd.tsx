import type { ReactElement } from 'react';
import { useCore } from '../state/core.ts';
import { t } from '../text/en.ts';
import { cx } from './cx.ts';
import s from './kbd.module.css';

/** A combination in the platform's own signs: `mod+Enter` is `⌘↵` or `Ctrl ↵`. */
export function comboText(combo: string, mac: boolean): string {
  const signs: Readonly<Record<string, string>> = { ...t.help.names, ...(mac ? t.help.mac : t.help.other) };
  const parts = combo
    .split('+')
    .map((part) => signs[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  return parts.join(mac ? '' : ' ');
}

/** True on macOS; decides signs and words only. */
export function useMac(): boolean {
  return useCore((core) => core.world?.platform === 'darwin');
}

/** A key hint. */
export function Kbd({
  combo,
  className,
}: {
  readonly combo: string;
  readonly className?: string | undefined;
}): ReactElement {
  const mac = useMac();
  return (
    <span className={cx(s['kbd'], className)} aria-hidden="true">
      {comboText(combo, mac)}
    </span>
  );
}
