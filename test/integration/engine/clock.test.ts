import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Job } from '../../../main/core/job/state.ts';
import { Rig } from './rig.ts';
import { VirtualClock } from './virtual.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of the app's own time; the service's runs on its own. */
const SETTLE_MS = 10_000;

let rig: Rig | null = null;
const zone = process.env['TZ'];
afterEach(async () => {
  await rig?.stop();
  rig = null;
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** What happens to the app's sense of time while an outcome is unknown. Nothing of it may change the verdict. */
const DISTURBANCES: readonly (readonly [string, (clock: VirtualClock, own: Rig) => void])[] = [
  ['nothing happens', () => undefined],
  ['the clock is set a day ahead', (clock) => clock.jump(DAY)],
  ['the clock is set a day back', (clock) => clock.jump(-DAY)],
  [
    'the machine sleeps for eight hours',
    (clock, { engine }) => {
      clock.jump(8 * HOUR);
      engine.accounts.reset();
    },
  ],
  [
    'the person flies to Auckland',
    () => {
      process.env['TZ'] = 'Pacific/Auckland';
    },
  ],
];

/** Lets the app's time pass, a hundred milliseconds at a time, until something is so. */
async function pass(clock: VirtualClock, until: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !until(); ) {
    if (Date.now() > end) throw new Error('it never came to that');
    await clock.pass(100);
    await sleep(2);
  }
}

const stateOf = (of: Rig, { id }: Job): string => of.engine.job(id)?.state.name ?? 'gone';

const RIGHT = 0;
const VERDICTS = [
  ...DISTURBANCES.map(([what, disturb]) => [`although ${what}`, RIGHT, disturb] as const),
  ['with a clock that is a day ahead all the time', DAY, () => undefined] as const,
  ['with a clock that is a day behind all the time', -DAY, () => undefined] as const,
];

async function start(wrong: number, scale = 0.005): Promise<[Rig, VirtualClock]> {
  const clock = new VirtualClock(Date.now() + wrong);
  rig = await Rig.start({}, scale, SETTLE_MS, clock);
  return [rig, clock];
}

describe.each(VERDICTS)('%s', (_what, wrong, disturb) => {
  test('a job that had started is found', async () => {
    const [own, clock] = await start(wrong);
    own.service?.faults.add({ kind: 'reply-lost-after-charge' });
    own.service?.faults.add({ kind: 'list-lag', ms: 100 });
    const job = await own.one();
    await pass(clock, () => stateOf(own, job) === 'unknown');
    disturb(clock, own);
    await pass(clock, () => !['unknown', 'pending'].includes(stateOf(own, job)));
    expect(['processing', 'downloading', 'done']).toContain(stateOf(own, job));
    expect(own.serviceTotals().charges).toBe(1);
  });

  test('one that had not is absent, after the whole window', async () => {
    const [own, clock] = await start(wrong);
    own.service?.faults.add({ kind: 'reply-lost-before-create' });
    const job = await own.one();
    await pass(clock, () => stateOf(own, job) === 'unknown');
    const began = clock.monotonic();
    disturb(clock, own);
    await pass(clock, () => stateOf(own, job) !== 'unknown');
    expect(stateOf(own, job)).toBe('absent');
    expect(clock.monotonic() - began).toBeGreaterThanOrEqual(SETTLE_MS - 1000);
    expect(own.serviceTotals().charges).toBe(0);
  });

  test('a second candidate within the window is asked about', async () => {
    // At its own pace the service takes a minute: the job is still under way when the window ends.
    const [own, clock] = await start(wrong, 1);
    own.service?.faults.add({ kind: 'reply-lost-after-charge' });
    const job = await own.one();
    await pass(clock, () => own.journal.sends.following().length === 1);
    disturb(clock, own);
    const half = clock.monotonic() + SETTLE_MS / 2;
    await pass(clock, () => clock.monotonic() >= half);
    await startElsewhere(own);
    await pass(clock, () => own.journal.sends.following().length === 0);
    expect(stateOf(own, job)).toBe('asking');
  });
});

test('sleep that counts as time that passes ends the window, and the verdict is the same', async () => {
  const [own, clock] = await start(RIGHT, 1);
  own.service?.faults.add({ kind: 'reply-lost-after-charge' });
  const job = await own.one();
  await pass(clock, () => own.journal.sends.following().length === 1);
  await startElsewhere(own);
  clock.jump(8 * HOUR, 8 * HOUR);
  own.engine.accounts.reset();
  await pass(clock, () => own.journal.sends.following().length === 0);
  expect(stateOf(own, job)).toBe('asking');
});

async function startElsewhere({ service }: Rig): Promise<void> {
  const answer = await fetch(`${service?.url}/v1/jobs/submit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service?.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'alibaba-plus/wan-2.6-flash/image-to-video',
      input: { prompt: 'theirs', image_url: `${service?.url}/files/theirs.jpg` },
    }),
  });
  expect(answer.status).toBe(200);
}
