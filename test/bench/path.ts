import os from 'node:os';
import { pathToFileURL } from 'node:url';
import { bundleScript } from '../fault/rig/bundle.ts';
import { compare, judge, keeping, type Report, type Scale, short } from './lib/report.ts';
import type { Pressed } from './path/task.ts';

const SIZES = { full: { images: 100, rounds: 9 }, smoke: { images: 5, rounds: 1 } };
/** Times as long as a client that would pay twice after a crash: our own. */
const GOAL = 2.5;
/** More than any service lets through that takes 5 requests per second. */
const JOBS_PER_SECOND = 5;

const msOf = ({ ms }: Pressed): number => ms;

/**
 * From one press for many images to the last clip in the library, with a service that makes them at once, beside a
 * client that makes the same requests and writes nothing down.
 */
export async function pressForMany(scale: Scale): Promise<readonly Report[]> {
  const { images, rounds } = SIZES[scale];
  // The catalogue is put together by the bundler.
  const bundled = (name: string) => bundleScript(`test/bench/path/${name}.ts`, os.tmpdir());
  const service = await bundled('service');
  const { withKinora }: typeof import('./path/kinora.ts') = await import(
    pathToFileURL(await bundled('kinora')).href
  );
  const { withFetch }: typeof import('./path/bare.ts') = await import(
    pathToFileURL(await bundled('bare')).href
  );
  const ours = keeping('Kinora', () => withKinora(images, service), msOf);
  const theirs = keeping('the same requests with fetch', () => withFetch(images, service), msOf);
  const arms = [ours, theirs] as const;
  const report = await compare({ what: `${images} images to clips`, arms, goal: GOAL, rounds });
  const perSecond = (all: readonly Pressed[]): number[] => all.map(({ ms }) => (images * 1000) / ms);
  const perJob = <T extends Pressed>(all: readonly T[], of: (pressed: T) => number): string =>
    short(all.reduce((sum, pressed) => sum + of(pressed), 0) / all.length / images);
  const costs = (all: readonly Pressed[]): string =>
    `${perJob(all, ({ ms }) => ms)} ms; of the processor ${perJob(all, ({ own }) => own)} ms here and ${perJob(all, ({ service }) => service)} ms in the service; ${perJob(all, ({ requests }) => requests)} requests`;
  const [kinora, bare] = [ours.found(), theirs.found()];
  const isSlow = perSecond(kinora).map((jobs) => (jobs < JOBS_PER_SECOND ? 100 : 0));
  return [
    {
      ...report,
      notes: [
        `jobs per second: ${perSecond(kinora).map(short).join(', ')}`,
        `per job: ${costs(kinora)}`,
        `per job: ${perJob(kinora, ({ commits }) => commits)} durable commits in ${perJob(kinora, ({ committing }) => committing)} ms`,
        `per job with fetch: ${costs(bare)}`,
      ],
      figures: { ...report.figures, 'jobs/s': perSecond(kinora) },
    },
    judge(`rounds with fewer than ${JOBS_PER_SECOND} jobs/s`, '%', isSlow, 0),
  ];
}
