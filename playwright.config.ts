import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  workers: 2,
  fullyParallel: true,
  // One more try where nobody watches: `npm test` names whatever needed it, and that is to be mended.
  retries: process.env['CI'] === undefined ? 0 : 1,
  // Long, because only a failing spec waits them out, and a busy machine must not look like a broken app.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
});
