// Runs a tool to its end, keeping what it said; nothing it started outlives this script.
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { root, toolEnv } from './paths.mjs';

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeout] milliseconds; the tool is asked to end after them, and to end what it has started
 * @property {'keep' | 'show'} [output] keep it for later (default), or show it as it comes
 *
 * @typedef {object} RunResult
 * @property {number} code exit code; 1 when it could not start, was ended or timed out
 * @property {string} text everything it printed, when kept, without colours
 * @property {number} ms
 * @property {boolean} timedOut
 */

const windows = process.platform === 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Ends a child and what it started: children lead their own process group so that none is left behind.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function end(child, signal = 'SIGTERM') {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (windows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/** @param {number} pid */
function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

/** What has not gone after this long is not going to by itself. */
const GRACE_MS = 3000;

/** The same for a tool that has tools of its own to end first, and files to remove. */
const TOOL_GRACE_MS = 15_000;

/** @param {number} code this script's exit code */
async function endAll(code) {
  const children = [...running].filter((child) => child.exitCode === null && child.signalCode === null);
  const gone = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of children) end(child);
  const timer = setTimeout(() => {
    for (const child of children) end(child, 'SIGKILL');
  }, GRACE_MS);
  await Promise.all(gone);
  clearTimeout(timer);
  process.exit(code);
}

let watching = false;

/** Ctrl-C and a closed terminal reach the children, then this script says so in its exit code. */
function watchSignals() {
  if (watching) return;
  watching = true;
  process.once('SIGINT', () => void endAll(130));
  process.once('SIGTERM', () => void endAll(143));
  process.once('SIGHUP', () => void endAll(129));
}

/**
 * Starts a child that ends with this script.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  watchSignals();
  const child = spawn(command, [...args], { cwd: root, env: toolEnv(), detached: !windows, ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  const began = performance.now();
  const show = options.output === 'show';
  return new Promise((resolve) => {
    const child = start(command, args, {
      env: { ...toolEnv(), ...options.env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    let text = '';
    let timedOut = false;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const giveUp = () => {
      end(child, 'SIGKILL');
      // What it has left behind in its group, where it has gone itself.
      if (!windows && child.pid !== undefined) endGroup(child.pid);
      // Something that it has started may still hold the pipes, which nobody reads any more.
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    };
    if (options.timeout !== undefined)
      timer = setTimeout(() => {
        timedOut = true;
        end(child);
        timer = setTimeout(giveUp, TOOL_GRACE_MS);
      }, options.timeout);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
    }
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      resolve({ code, text: stripVTControlCharacters(text), ms: performance.now() - began, timedOut });
    };
    child.once('error', (error) => {
      text += `${error.message}\n`;
      finish(1);
    });
    child.once('close', (code) => finish(timedOut ? 1 : (code ?? 1)));
  });
}
