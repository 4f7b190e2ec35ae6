// `npm run bench -- prepare`: measures the built app against its goals. Names are those of test/bench/main.ts; without
// one all of them run; `library rebuild` is one part of a bench. A line each, the figures in test-results/bench.json, exit 1 when a goal is missed.
import path from 'node:path';
import { ensureBuilt } from './lib/built.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { node24, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const built = await ensureBuilt();
const chromium = await ensureChromium();
if (built.code !== 0 || !chromium) {
  console.error(built.code === 0 ? 'The app cannot be measured: no Chromium.' : built.text);
  process.exit(1);
}
const { code } = await run(node24(), [path.join(root, 'test/bench/main.ts'), ...process.argv.slice(2)], {
  env: { HOST_CHROMIUM: chromium },
  output: 'show',
});
process.exitCode = code;
