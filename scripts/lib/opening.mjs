// Settles how the app opens on this machine, bringing what is missing: shared by `npm start` and `npm run dev`.
import { existsSync } from 'node:fs';
import { ensureChromium } from './chromium.mjs';
import { downloadElectron, electronBinary } from './electron.mjs';
import { chooseWay, fallback, readFlags } from './launch.mjs';
import { lookAround } from './machine.mjs';

/**
 * Chromium's sandbox needs user namespaces or its setuid helper. Where it has neither (many containers) the
 * tests and the demonstration, which show nothing but this app, run without it; a window for a person never does.
 * @param {import('./launch.mjs').Machine} machine
 * @returns {NodeJS.ProcessEnv}
 */
export function sandboxEnv(machine) {
  const helper = existsSync('/usr/lib/chromium/chrome-sandbox');
  return machine.namespaces || helper ? {} : { HOST_NO_SANDBOX: '1' };
}

/**
 * Answers nothing when the app cannot be opened; the reason has been said.
 * @param {readonly string[]} argv
 * @param {string} unseen what happens where there is no display, for the user
 * @returns {Promise<import('./app.mjs').Opening | undefined>}
 */
export async function settleOpening(argv, unseen) {
  const machine = lookAround();
  const { wish, appArgs } = readFlags(argv);
  let choice = chooseWay(machine, wish);
  if (choice.way === 'electron') return { electron: electronBinary(), args: appArgs };
  if (choice.way === 'download') {
    const electron = await downloadElectron();
    if (electron) return { electron, args: appArgs };
    choice = fallback(machine.platform);
  }
  const headless = choice.way === 'demo';
  const then = headless ? unseen : 'Opening Kinora in Chromium.';
  console.log([choice.why, choice.way !== 'none' && then].filter(Boolean).join(' '));
  if (choice.way === 'none') return undefined;

  const chromium = await ensureChromium();
  if (!chromium) return undefined;
  return { chromium, headless, args: appArgs, env: { ...process.env, ...(headless && sandboxEnv(machine)) } };
}
