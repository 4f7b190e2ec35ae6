// Looks at the machine: who runs this, is there a display, does Chromium's sandbox work.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { electronState } from './electron.mjs';
import { hasDisplay } from './launch.mjs';

/** @param {string} file */
function kernelSetting(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * Chromium's sandbox makes user, process and network namespaces; so does this, and it says whether that
 * works. Without `unshare` the kernel's own settings are the next best answer.
 */
function namespacesWork() {
  const tried = spawnSync('unshare', ['-Urpn', '--fork', 'true'], { stdio: 'ignore', timeout: 3000 });
  if (tried.error === undefined) return tried.status === 0;
  return (
    kernelSetting('/proc/sys/user/max_user_namespaces') !== '0' &&
    kernelSetting('/proc/sys/kernel/unprivileged_userns_clone') !== '0' &&
    kernelSetting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') !== '1'
  );
}

/** @returns {import('./launch.mjs').Machine} */
export function lookAround() {
  const linux = process.platform === 'linux';
  return {
    platform: process.platform,
    uid: process.getuid?.(),
    display: hasDisplay(process.platform, process.env),
    namespaces: !linux || namespacesWork(),
    electron: electronState(),
  };
}
