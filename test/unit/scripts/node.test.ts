import { expect, it } from 'vitest';

it('runs on the Node that Electron brings', () => {
  expect(process.versions.node).toMatch(/^24\./);
});
