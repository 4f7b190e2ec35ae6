/** The thread that fills, as far as taking turns goes: it tells how often it has waited in vain. */
import { parentPort, workerData } from 'node:worker_threads';
import { SharedTurn } from '../../../main/core/library/shared-turn.ts';

const turn = new SharedTurn(workerData.memory);
const waits = new Int32Array(workerData.waits);
let late = 0;
const wait = Atomics.wait.bind(Atomics);
Object.assign(Atomics, {
  wait: (cells: Int32Array, at: number, value: number, most?: number) => {
    const how = wait(cells, at, value, most);
    if (how === 'timed-out') late += 1;
    return how;
  },
});
if (!turn.enter()) throw new Error('it is over');
while (!turn.isEnded)
  if (turn.isWanted) {
    Atomics.store(waits, 0, 1);
    Atomics.notify(waits, 0);
    turn.giveWay();
  }
turn.leave();
parentPort?.postMessage({ ended: turn.isEnded, late });
