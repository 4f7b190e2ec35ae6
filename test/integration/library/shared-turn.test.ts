import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { SharedTurn } from '../../../main/core/library/shared-turn.ts';

const script = new URL('shared-turn-child.ts', import.meta.url);

test('a thread that gives way to another is woken when that one calls for the end', async () => {
  const turn = new SharedTurn();
  const waits = new Int32Array(new SharedArrayBuffer(8));
  const { memory } = turn;
  const thread = new Worker(script, { workerData: { memory, waits: waits.buffer } });
  const said = once(thread, 'message');
  await once(thread, 'online');
  turn.first(() => {
    // It has seen that it is in the way.
    Atomics.wait(waits, 0, 0);
    turn.end();
    // It has gone before the turn is given back, which would wake it, too.
    expect(Atomics.wait(waits, 1, 0, 60_000)).not.toBe('timed-out');
  });
  expect(await said).toEqual([{ ended: true }]);
  await thread.terminate();
});
