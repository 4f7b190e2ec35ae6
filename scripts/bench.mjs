// `npm run bench [-- name…]`: measures Kinora beside what people trust, side by side on this machine. The names are
// those of test/bench/lib/lines.ts, or of their groups; without one all of them are measured. A line for each figure,
// the rounds in test-results/bench.json, exit 1 when a goal is missed. `--compare FILE` says whether a run agrees with
// an earlier one; `--smoke` only looks whether each line still works.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBenchTools } from './lib/bench-tools.mjs';
import { ensureBuilt } from './lib/built.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { node24, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const words = process.argv.slice(2);
const main = path.join(root, 'test/bench/main.ts');
const PREFIX = 'kinora-bench-run-';

/** What runs left that were killed: each folder has its process's id in its name. */
function removeLeftOver() {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^kinora-bench-run-(\d+)-/.exec(name) ?? [];
    if (pid === undefined) continue;
    try {
      process.kill(Number(pid), 0);
    } catch (error) {
      // Another person's process is one that runs, too.
      if (error instanceof Error && 'code' in error && error.code === 'ESRCH')
        remove(path.join(tmpdir(), name));
    }
  }
}

/** @param {string} folder */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch (error) {
    console.error(`Could not remove ${folder}: ${error}`);
  }
}

async function measure() {
  const built = await ensureBuilt();
  const chromium = await ensureChromium();
  if (built.code !== 0 || !chromium) {
    console.error(built.code === 0 ? 'The app cannot be measured: no Chromium.' : built.text);
    return 1;
  }
  // A look takes what is there.
  if (!words.includes('--smoke')) await ensureBenchTools();
  removeLeftOver();
  const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  // However this ends, nothing of what was made stays.
  process.on('exit', () => remove(folder));
  // Libraries are made once for all lines of a run; BENCH_KEEP keeps them for the next.
  const kept = process.env['BENCH_KEEP'] === undefined ? folder : tmpdir();
  const env = { HOST_CHROMIUM: chromium, BENCH_KEEP: kept, BENCH_LOCKS: tmpdir() };
  const temporary = { TMPDIR: folder, TEMP: folder, TMP: folder };
  const { code } = await run(node24(), [main, ...words], { env: { ...env, ...temporary }, output: 'show' });
  return code;
}

process.exitCode =
  words[0] === '--compare'
    ? (await run(node24(), [main, ...words], { output: 'show' })).code
    : await measure();
