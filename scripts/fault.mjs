// `npm run fault`: the rig that proves that nothing is paid twice. Bundled first, because the practice service is
// written for the bundler. Arguments go to the rig.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';
import { cacheDir, node24, root } from './lib/paths.mjs';

const outDir = path.join(cacheDir, 'fault');
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node24',
    outDir,
    emptyOutDir: false,
    rolldownOptions: {
      input: path.join(root, 'test/fault/rig/cli.ts'),
      output: { format: 'es', entryFileNames: 'rig.mjs', codeSplitting: false },
    },
  },
});
const child = spawn(node24(), [path.join(outDir, 'rig.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
