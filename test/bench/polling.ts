import { follow, others } from '../simulate/goals.ts';
import { bound, heavyTailed } from '../simulate/work.ts';
import { judge, type Report, type Scale, short } from './lib/report.ts';

const SIZES = { full: { jobs: 5000, seeds: 9 }, smoke: { jobs: 50, seeds: 1 } };
/** Seconds of delay times requests per job, as a multiple of the least that any schedule can have. */
const GOAL = 1.5;

/**
 * The app's own planner in virtual time, with jobs of which one in ten is a straggler, against the theoretical bound
 * and the fixed schedules of known clients.
 */
export function polling(scale: Scale): Promise<Report[]> {
  const { jobs, seeds } = SIZES[scale];
  return Promise.resolve(
    [120, 500].map((seconds) => {
      const work = heavyTailed(seconds);
      const least = bound(work);
      const inBounds = ({ mean, asked }: { mean: number; asked: number }): number => (mean * asked) / least;
      const values = Array.from({ length: seeds }, (_, seed) => inBounds(follow(work, 1, jobs, seed * 100)));
      const fixed = others(work, jobs, 1).map((one) => `${one.name} ${short(inBounds(one))}`);
      const one = follow(work, 1, jobs, 1);
      return judge(`jobs of ${seconds} s: delay × requests / bound`, '', values, GOAL, [
        `${short(one.mean)} s after the end with ${short(one.asked)} requests; the bound is ${short(least)} s × requests`,
        `fixed schedules: ${fixed.join(', ')}`,
      ]);
    }),
  );
}
