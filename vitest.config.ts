import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * Three projects: `unit` is quick and runs in `npm run check`; `integration` uses real files, sockets and
 * processes; `long` is the same at full size and runs only in `npm run test:long`. A process per test file (forks): a crash in one file cannot take the others with it.
 */
export default defineConfig({
  root: path.dirname(fileURLToPath(import.meta.url)),
  test: {
    pool: 'forks',
    environment: 'node',
    // Most of these tests wait more than they compute: for sockets, files, processes and scaled time.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // A loaded machine takes its time; what never comes is still found out.
    expect: { poll: { timeout: 20_000 } },
    // electron-store imports `electron`, which the tests stand in for; a mock does not reach into node_modules.
    server: { deps: { inline: ['electron-store', 'conf'] } },
    // Importing the `electron` package looks for its binary and downloads it when absent; this stops it.
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/{integration,fault,fuzz}/**/*.test.ts'],
          exclude: ['**/*.long.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['test/**/*.long.test.ts'],
          testTimeout: 30 * 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
