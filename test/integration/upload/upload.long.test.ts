import { expect, test } from 'vitest';
import { uploadThroughFaults } from './upload-run.ts';

test('2,000 faults: whatever happens on the way, what the service has is what was meant', async () => {
  const { faults, wrong } = await uploadThroughFaults(2000, Date.now() % 100_000);
  expect(wrong).toEqual([]);
  expect(faults).toBeGreaterThanOrEqual(2000);
});
