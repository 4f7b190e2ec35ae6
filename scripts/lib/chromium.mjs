// Chromium for the browser host and the end-to-end tests: found, brought by apt, or asked for.
import { existsSync } from 'node:fs';
import { run } from './run.mjs';

const PACKAGES = ['chromium', 'fonts-inter', 'fonts-noto-core'];
const INSTALL = `apt-get update && apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`;

/** @type {Partial<Record<NodeJS.Platform, readonly string[]>>} */
const PLACES = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** @returns {string | undefined} */
export function findChromium() {
  const places = [process.env['HOST_CHROMIUM'], ...(PLACES[process.platform] ?? [])];
  return places.find((place) => place !== undefined && place !== '' && existsSync(place));
}

/**
 * What to do about a missing Chromium: bring it, or the one line that says how to.
 * @param {{ platform: NodeJS.Platform, uid: number | undefined, apt: boolean }} machine
 */
export function chromiumAdvice({ platform, uid, apt }) {
  if (platform === 'linux' && apt && uid === 0) return { bring: true, say: 'Installing Chromium (once)…' };
  if (platform === 'linux' && apt)
    return { bring: false, say: `Chromium is missing. Run: sudo sh -c '${INSTALL}'` };
  return { bring: false, say: 'Chromium is missing. Install Chromium or Chrome, then run this again.' };
}

/**
 * Chromium's path; says what is missing and answers nothing when it cannot be had.
 * @returns {Promise<string | undefined>}
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const apt = existsSync('/usr/bin/apt-get');
  const advice = chromiumAdvice({ platform: process.platform, uid: process.getuid?.(), apt });
  console.log(advice.say);
  if (!advice.bring) return undefined;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const result = await run('sh', ['-c', INSTALL], { env, timeout: 300_000 });
  const brought = findChromium();
  if (!brought) console.log(`Chromium could not be installed:\n${lastLines(result.text, 3)}`);
  return brought;
}

/**
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
