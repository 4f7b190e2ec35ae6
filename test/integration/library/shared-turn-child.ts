/** The thread that fills, as far as taking turns goes. Nothing but the other thread's call wakes it: no time does. */
import { parentPort, workerData } from 'node:worker_threads';
import { SharedTurn } from '../../../main/core/library/shared-turn.ts';

const turn = new SharedTurn(workerData.memory);
const waits = new Int32Array(workerData.waits);
const wait = Atomics.wait.bind(Atomics);
Object.assign(Atomics, {
  wait: (cells: Int32Array, at: number, value: number) => wait(cells, at, value),
});
if (!turn.enter()) throw new Error('it is over');
while (!turn.isEnded)
  if (turn.isWanted) {
    Atomics.store(waits, 0, 1);
    Atomics.notify(waits, 0);
    turn.giveWay();
  }
turn.leave();
Atomics.store(waits, 1, 1);
Atomics.notify(waits, 1);
parentPort?.postMessage({ ended: turn.isEnded });
