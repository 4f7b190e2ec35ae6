// Opens the app: in Electron, or in Chromium through the browser host. Both get the same bundles.
import { host, root, toolEnv } from './paths.mjs';
import { start } from './run.mjs';

/**
 * @typedef {object} Opening
 * @property {string | undefined} [electron] the binary; without it the browser host is used
 * @property {string} [chromium] for the host
 * @property {boolean} [headless] host only: no window is shown
 * @property {readonly string[]} [args] for the app
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd] where relative paths of the app's arguments begin; the checkout by default
 */

/** @param {Opening} opening */
export function openApp({ electron, chromium, headless = false, args = [], env = toolEnv(), cwd = root }) {
  if (electron) return start(electron, [root, ...args], { stdio: 'inherit', env, cwd });
  return start(host, [...(headless ? [] : ['--host-headed']), root, ...args], {
    stdio: 'inherit',
    env: { ...env, HOST_CHROMIUM: chromium },
    cwd,
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} its exit code; 1 when it could not start or was ended by a signal
 */
export function exited(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`Could not open the app: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
