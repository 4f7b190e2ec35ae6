import os from 'node:os';
import { pathToFileURL } from 'node:url';
import { bundleScript } from '../fault/rig/bundle.ts';
import { judge, type Report, type Scale, short } from './lib/report.ts';
import type { Pressed } from './path/press.ts';

const SIZES = { full: { images: 100, rounds: 7 }, smoke: { images: 5, rounds: 1 } };
/** Jobs per second: more than any service lets through that takes 5 requests per second. */
const GOAL = { atLeast: 5 };

/** From one press for many images to the last clip in the library, with a service that makes them at once. */
export async function pressForMany(scale: Scale): Promise<Report> {
  const { images, rounds } = SIZES[scale];
  // The catalogue is put together by the bundler.
  const [script, service] = [
    await bundleScript('test/bench/path/press.ts', os.tmpdir()),
    await bundleScript('test/bench/path/service.ts', os.tmpdir()),
  ];
  const { pressOnce }: typeof import('./path/press.ts') = await import(pathToFileURL(script).href);
  if (scale === 'full') await pressOnce(images, service);
  const all: Pressed[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await pressOnce(images, service));
  const perJob = (of: (pressed: Pressed) => number): string =>
    short(all.reduce((sum, pressed) => sum + of(pressed), 0) / all.length / images);
  const values = all.map(({ ms }) => (images * 1000) / ms);
  return judge(`${images} images to clips`, 'jobs/s', values, GOAL, [
    `per job: ${perJob(({ ms }) => ms)} ms; of the processor ${perJob(({ own }) => own)} ms here and ${perJob(({ service }) => service)} ms in the service`,
    `per job: ${perJob(({ requests }) => requests)} requests, ${perJob(({ commits }) => commits)} durable commits in ${perJob(({ committing }) => committing)} ms`,
  ]);
}
