import { ROUND_TRIP } from './world.ts';

/** A schedule that knows nothing of the job: its pause in seconds before the nth request (from 1). */
export interface FixedSchedule {
  readonly name: string;
  readonly pause: (attempt: number, random: () => number) => number;
}

const every = (seconds: number, name = `${seconds} s`): FixedSchedule => ({ name, pause: () => seconds });

export const RUNWAY: FixedSchedule = { name: 'Runway 6 ± 1.5 s', pause: (_, random) => 4.5 + 3 * random() };

/** What other clients of such services do. */
export const FIXED: readonly FixedSchedule[] = [
  every(0.5, 'Replicate, fal 0.5 s'),
  every(2),
  every(5),
  RUNWAY,
  every(10),
  { name: '2 → 10 s', pause: (attempt) => Math.min(10, 2 * 1.5 ** (attempt - 1)) },
  {
    name: 'Smithy 2..120 s',
    pause: (attempt, random) => 2 + random() * (Math.min(120, 2 * 2 ** (attempt - 1)) - 2),
  },
];

export interface FixedReport {
  readonly delays: readonly number[];
  readonly requests: number;
}

/** Polls jobs one by one on a fixed schedule. */
export function runFixed(
  { pause }: FixedSchedule,
  jobs: number,
  take: () => number,
  random: () => number,
): FixedReport {
  const delays: number[] = [];
  let requests = 0;
  for (let index = 0; index < jobs; index += 1) {
    const ends = take();
    let at = 0;
    for (let attempt = 1; ; attempt += 1) {
      at += pause(attempt, random);
      requests += 1;
      if (at + ROUND_TRIP / 2 >= ends) break;
    }
    delays.push(at + ROUND_TRIP - ends);
  }
  return { delays, requests };
}
