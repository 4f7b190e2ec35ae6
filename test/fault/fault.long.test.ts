import { expect, it } from 'vitest';
import { runFaults } from './rig/run.ts';

it.each(['1', '2', '3'])('800 intents and 320 kills, seed %s: nothing twice, nothing lost', async (seed) => {
  const result = await runFaults({
    intents: 800,
    kills: 320,
    seed,
    shards: 8,
    policy: 'kinora',
    node: process.execPath,
  });
  const { findings, ...figures } = result;
  console.log(JSON.stringify({ ...figures, seed }));
  expect(findings).toEqual([]);
  expect(figures).toMatchObject({ paidTwice: 0, paidButLost: 0, wrongAdoptions: 0, ledgersEqual: true });
});
