import { type BrowserWindow, powerMonitor } from 'electron';

/** How much longer than usual running jobs are left alone: nobody looks, or the battery pays for every request. */
export function patience(window: BrowserWindow | null): number {
  const unseen = window === null || window.isMinimized() || !window.isVisible();
  return (unseen ? 2 : 1) * (powerMonitor.isOnBatteryPower() ? 2 : 1);
}
