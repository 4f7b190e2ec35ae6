import { setImmediate as breathe } from 'node:timers/promises';

/** So many of anything that is only looked at take a millisecond or two. */
const STEP = 5000;

/** Goes through a long list without keeping everything else waiting. */
export async function eachOf<T>(list: Iterable<T>, take: (each: T) => void): Promise<void> {
  let count = 0;
  for (const each of list) {
    take(each);
    count += 1;
    if (count % STEP === 0) await breathe();
  }
}
