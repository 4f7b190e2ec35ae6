// Which way to open the app: a pure decision over what this machine has.

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {number | undefined} uid user id; undefined on Windows
 * @property {boolean} display whether a window can be shown at all
 * @property {boolean} namespaces whether Chromium's sandbox can make its user namespaces
 * @property {'present' | 'absent' | 'refused'} electron the binary; `refused`: the download failed lately
 *
 * @typedef {object} Wish
 * @property {boolean} browser open in Chromium whatever there is
 * @property {boolean} electron try the download again even if it failed lately
 *
 * @typedef {object} Way
 * @property {'electron' | 'download' | 'browser' | 'demo' | 'none'} way `download`: get Electron, else `fallback`
 * @property {string} [why] said to the user when it is not what they would expect
 */

const NOT_DOWNLOADED = "Electron's binary could not be downloaded.";

/**
 * @param {Machine} machine
 * @param {Wish} wish
 * @returns {Way}
 */
export function chooseWay(machine, wish) {
  const linux = machine.platform === 'linux';
  if (linux && !machine.display) return { way: 'demo', why: 'No display here.' };
  if (wish.browser && machine.platform !== 'win32') return { way: 'browser' };
  if (linux && machine.uid === 0) {
    return { way: 'browser', why: 'Electron keeps its sandbox only for an ordinary user, not root.' };
  }
  if (linux && !machine.namespaces) {
    return { way: 'browser', why: "This system blocks user namespaces, which Electron's sandbox needs." };
  }
  if (machine.electron === 'present') return { way: 'electron' };
  if (machine.electron === 'absent' || wish.electron) return { way: 'download' };
  return fallback(machine.platform);
}

/**
 * What is left when Electron cannot be had. The browser host needs a POSIX system.
 * @param {NodeJS.Platform} platform
 * @returns {Way}
 */
export function fallback(platform) {
  return platform === 'win32'
    ? { way: 'none', why: `${NOT_DOWNLOADED} Check the connection, then run: npx install-electron` }
    : { way: 'browser', why: NOT_DOWNLOADED };
}

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function hasDisplay(platform, env) {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * Splits the script's own flags from those meant for the app.
 * @param {readonly string[]} argv
 */
export function readFlags(argv) {
  const own = new Set(['--browser', '--electron']);
  return {
    wish: { browser: argv.includes('--browser'), electron: argv.includes('--electron') },
    appArgs: argv.filter((arg) => !own.has(arg)),
  };
}
