import { afterAll, beforeAll, describe, it } from 'vitest';
import { prepare } from './sweep/program.ts';
import { sweep } from './sweep/sweep.ts';
import { TROUBLES } from './sweep/troubles.ts';

let ready: Awaited<ReturnType<typeof prepare>>;
beforeAll(async () => {
  ready = await prepare();
});
afterAll(() => ready.remove());

describe.concurrent('killed after every single point and started again', () => {
  for (const [name, trouble] of Object.entries(TROUBLES))
    it(`with: ${name}`, async ({ expect }) => {
      const { points, ends, findings } = await sweep(ready.program, ready.scratch, trouble);
      const summary = [...ends].map(([end, runs]) => `${runs} ${end}`).join(', ');
      console.log(`${name}: ${points.length} points; ${summary}`);
      expect(findings).toEqual([]);
    });
});
