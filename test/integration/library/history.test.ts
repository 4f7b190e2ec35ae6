import fc from 'fast-check';
import { test } from 'vitest';
import { events, World } from './history.ts';

test('after any history the index says what the files say, and nothing that was said of a clip is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(events, { minLength: 4, maxLength: 18 }), async (history) => {
      const world = new World();
      try {
        await world.run({ kind: 'publish' });
        await world.run({ kind: 'publish' });
        for (const event of history) await world.run(event);
        await world.check();
      } finally {
        await world.remove();
      }
    }),
    {
      numRuns: Number(process.env['HISTORY_RUNS'] ?? 12),
      ...(process.env['SEED'] && { seed: Number(process.env['SEED']) }),
    },
  );
});
