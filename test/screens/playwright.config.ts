import { defineConfig } from '@playwright/test';

/** `npm run screenshots`: pictures of every state, for people to look at. They are compared with nothing. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.screens.ts',
  outputDir: '../../test-results/screens-run',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
});
