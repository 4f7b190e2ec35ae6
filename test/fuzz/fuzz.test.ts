/**
 * Tries every border with random input. `npm test` makes some rounds of each; `npm run fuzz -- --minutes 10` goes on
 * for as long as it is told. What fails names its seed and round, and `--seed` makes the same rounds again.
 */
import { expect, test, vi } from 'vitest';
import { randomOf } from '../fault/rig/random.ts';
import { ipcTarget } from './ipc.ts';
import { schemeTarget } from './scheme.ts';
import { sidecarTarget } from './sidecars.ts';
import type { Target } from './target.ts';
import { wireTarget } from './wire.ts';

const electron = vi.hoisted(() => ({ handle: null as ((request: Request) => Promise<Response>) | null }));
vi.mock('electron', () => ({
  default: {},
  protocol: {
    handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
      electron.handle = handler;
    },
  },
}));

const MINUTES = Number(process.env['KINORA_FUZZ_MINUTES'] ?? 0);
const SEED = Number(process.env['KINORA_FUZZ_SEED'] ?? 1);

const TARGETS: readonly (readonly [string, number, () => Target | Promise<Target>])[] = [
  ['ipc', 400, ipcTarget],
  ['wire', 1500, wireTarget],
  ['sidecars', 400, sidecarTarget],
  [
    'ranges',
    800,
    () =>
      schemeTarget(() => {
        if (electron.handle === null) throw new Error('no scheme');
        return electron.handle;
      }),
  ],
];

test.each(TARGETS)(
  '%s',
  async (name, few, start) => {
    const target = await start();
    const until = MINUTES === 0 ? 0 : Date.now() + (MINUTES * 60_000) / TARGETS.length;
    let rounds = 0;
    let slowest = 0;
    for (; MINUTES === 0 ? rounds < few : Date.now() < until; rounds += 1) {
      const begun = performance.now();
      const wrong = await target.round(randomOf('fuzz', name, SEED, rounds));
      slowest = Math.max(slowest, performance.now() - begun);
      expect(wrong, `seed ${SEED}, round ${rounds}`).toBeNull();
    }
    if (MINUTES > 0)
      console.log(`${name}: ${rounds} rounds from seed ${SEED}, the longest ${Math.round(slowest)} ms`);
    expect(await target.end()).toBeNull();
  },
  (MINUTES + 2) * 60_000,
);
