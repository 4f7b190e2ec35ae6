import { measure } from './goals.ts';

/** `npm run simulate`: the polling table, in virtual time. Exits 1 when a goal is missed. */
const SEED = 20_261_121;
const { outcomes, checks, bounds } = measure(10_000, SEED);

const fixed = (value: number, digits = 2): string => value.toFixed(digits);
const line = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
    .join('  ');

const WIDTHS = [24, 8, 8, 8, 10, 10];
for (const [seconds, bound] of bounds) {
  console.log(
    `\nJobs of ${seconds} s, one in ten a straggler; delay × requests per job is at least ${fixed(bound, 1)} s for one job`,
  );
  console.log(line(['', 'mean s', '95 % s', 'asked', 'addresses', 'per s'], WIDTHS));
  for (const each of outcomes)
    if (each.seconds === seconds)
      console.log(
        line(
          [
            each.name,
            fixed(each.mean),
            fixed(each.p95),
            fixed(each.asked),
            fixed(each.addresses),
            fixed(each.perSecond),
          ],
          WIDTHS,
        ),
      );
}
console.log(
  '\nasked: requests per job until its end is known; addresses: the one more that a list row costs, for the clip’s address\n',
);
const goals = checks.filter(({ limit }) => limit !== null).length;
let missed = 0;
for (const { goal, what, measured, limit } of checks) {
  const isMet = limit === null || measured <= limit;
  if (!isMet) missed += 1;
  const judged = limit === null ? '' : `≤ ${String(limit).padEnd(5)} ${isMet ? 'met' : 'MISSED'}`;
  console.log(`${goal}  ${what.padEnd(56)} ${fixed(measured).padStart(8)}  ${judged}`);
}
console.log(`\n${goals - missed} of ${goals} goals met, seed ${SEED}`);
process.exitCode = missed === 0 ? 0 : 1;
