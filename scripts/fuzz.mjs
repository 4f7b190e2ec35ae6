// `npm run fuzz -- --minutes 10 [--seed 7]`: random input at every border of the app, for as long as it is told.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { node24, root } from './lib/paths.mjs';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error('npm run fuzz -- --minutes 10 [--seed 7]');
  process.exit(2);
}
console.log(`seed ${seed}, ${minutes} minutes`);
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
spawn(node24(), [vitest, 'run', '--project=integration', 'test/fuzz', '--disable-console-intercept'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, KINORA_FUZZ_MINUTES: String(minutes), KINORA_FUZZ_SEED: String(seed) },
}).on('exit', (code) => {
  process.exitCode = code ?? 1;
});
