import { afterAll, beforeAll, describe, it } from 'vitest';
import { prepare } from './sweep/program.ts';
import { sweep } from './sweep/sweep.ts';
import { TROUBLES } from './sweep/troubles.ts';

let ready: Awaited<ReturnType<typeof prepare>>;
beforeAll(async () => {
  ready = await prepare();
});
afterAll(() => ready.remove());

const EVERY_POINT = 'reply lost after the charge';
/** Of the others every so manieth, a different one for each; `npm run test:long` takes all of them. */
const SAMPLE = 16;
const others = Object.entries(TROUBLES).filter(([name]) => name !== EVERY_POINT);

describe.concurrent('killed and started again, a client pays once and has its clip', {
  timeout: 300_000,
}, () => {
  it(`after every point, with: ${EVERY_POINT}`, async ({ expect }) => {
    const { points, findings } = await sweep(ready.program, ready.scratch, TROUBLES[EVERY_POINT] ?? []);
    expect(findings).toEqual([]);
    expect(points.length).toBeGreaterThan(30);
    const kinds = new Set(points.map((point) => point.replace(/ .*/, '')));
    expect([...kinds].sort()).toEqual(['chunk', 'commit', 'sync', 'write']);
  });

  for (const [index, [name, trouble]] of others.entries())
    it(`after some points, with: ${name}`, async ({ expect }) => {
      const { findings } = await sweep(ready.program, ready.scratch, trouble, { every: SAMPLE, from: index });
      expect(findings).toEqual([]);
    });
});
