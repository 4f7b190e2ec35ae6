import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Orders } from '../client/orders.ts';
import { clientBooks, naiveBooks, serviceBooks } from './books.ts';
import { bundleClient } from './bundle.ts';
import { compare, type Verdict } from './check.ts';
import type { Program } from './life.ts';
import { randomOf } from './random.ts';
import { scratchFolder } from './scratch.ts';
import { type FaultyService, startFaultyService } from './service.ts';
import { Shard } from './shard.ts';
import { Stranger } from './stranger.ts';
import { truthOf } from './truth.ts';

export interface RunOptions {
  readonly intents: number;
  readonly kills: number;
  readonly seed: string;
  readonly policy: 'kinora' | 'naive';
  /** Clients, each with a key of its own. */
  readonly shards: number;
  /** Node 24. */
  readonly node: string;
  /** The settle window in milliseconds (default 900); everything else that takes time is scaled alike. */
  readonly settleMs?: number;
  /** Leave all files where they are, to look into what went wrong. */
  readonly keep?: boolean;
  /** Called now and then with a line about how far it is. */
  readonly progress?: (line: string) => void;
}

export interface RunResult extends Verdict {
  readonly kills: number;
  readonly asked: number;
  /** Jobs that the service made in all, and how many of them were foreign. */
  readonly jobs: number;
  readonly foreign: number;
  readonly seconds: number;
  /** The longest that the service could not answer, in milliseconds: most of a settle window would be too much. */
  readonly stallMs: number;
}

const SETTLE_MS = 900;
/** What is scaled to it. */
const REAL_SETTLE_MS = 300_000;
/** Foreign jobs on a key per settle window; shards take turns. */
const FOREIGN = [0, 0.09, 0.9, 9];
/** Intents that a client may have under way. */
const AT_ONCE = 6;
const PROGRESS_MS = 10_000;
const picture = path.resolve('test/fixtures/media/picture.jpg');

/**
 * Lets clients in processes of their own spend money at a faulty service, kills them again and again, and compares
 * the books of both sides in the end.
 * @throws Error when a client ends by itself.
 */
export async function runFaults(options: RunOptions): Promise<RunResult> {
  const { seed, policy, node, settleMs = SETTLE_MS } = options;
  const began = performance.now();
  const stalls = monitorEventLoopDelay({ resolution: 10 });
  stalls.enable();
  const { dir, remove } = scratchFolder(options.keep);
  const service = await startFaultyService({
    dir: path.join(dir, 'service'),
    shards: options.shards,
    seed,
    scale: settleMs / REAL_SETTLE_MS,
  });
  const strangers = strangersOf(service, seed);
  let shards: readonly Shard[] = [];
  try {
    const bundle = await bundleClient(policy, path.join(dir, 'bundle'));
    shards = shardsOf(service, { node, bundle, cache: path.join(dir, 'cache') }, dir, options);
    await Promise.all([...strangers].map(([stranger, rate]) => stranger.begin(picture, rate / settleMs)));
    await watched(shards, options, () => Promise.all(shards.map((shard) => shard.run())));
    for (const stranger of strangers.keys()) stranger.stop();
    const jobs = serviceBooks(service);
    const entries = shards.flatMap(({ dir: home }) => (policy === 'naive' ? naiveBooks : clientBooks)(home));
    return {
      ...compare(jobs, entries),
      kills: sumOf(shards, 'kills'),
      asked: sumOf(shards, 'asked'),
      jobs: jobs.length,
      foreign: jobs.filter(({ intent }) => intent === null).length,
      seconds: Math.round((performance.now() - began) / 1000),
      stallMs: Math.round(stalls.max / 1e6),
    };
  } finally {
    stalls.disable();
    for (const shard of shards) shard.stop();
    for (const stranger of strangers.keys()) stranger.stop();
    await service.close();
    if (options.keep) options.progress?.(`Kept: ${dir}`);
    remove();
  }
}

/** So much of a total falls to one of several. */
const portion = (whole: number, parts: number, index: number): number =>
  Math.floor((whole * (index + 1)) / parts) - Math.floor((whole * index) / parts);

const sumOf = (shards: readonly Shard[], what: 'kills' | 'asked' | 'pressed'): number =>
  shards.reduce((sum, shard) => sum + shard[what], 0);

function shardsOf(service: FaultyService, program: Program, dir: string, options: RunOptions): Shard[] {
  const { intents, kills, seed, shards, settleMs = SETTLE_MS } = options;
  const truth = truthOf(service);
  return service.keys.map((key, shard) => {
    const orders: Omit<Orders, 'grant' | 'killAt' | 'listPoints'> = {
      dir: path.join(dir, `shard-${shard}`),
      base: service.url,
      key,
      shard,
      atOnce: AT_ONCE,
      scale: settleMs / REAL_SETTLE_MS,
      settleMs,
      seconds: 2,
      cancelling: 0.06,
      picture,
    };
    mkdirSync(orders.dir);
    return new Shard({
      program,
      orders,
      intents: portion(intents, shards, shard),
      kills: portion(kills, shards, shard),
      random: randomOf(seed, 'kills', shard),
      truth,
    });
  });
}

/** Who else uses the shards' keys, with the jobs that each makes in a settle window. */
function strangersOf(service: FaultyService, seed: string): Map<Stranger, number> {
  const strangers = new Map<Stranger, number>();
  for (const [shard, key] of service.keys.entries()) {
    const rate = FOREIGN[shard % FOREIGN.length] ?? 0;
    if (rate > 0) strangers.set(new Stranger(service.url, key, randomOf(seed, 'stranger', shard)), rate);
  }
  return strangers;
}

/** Tells how far the shards are while they work. */
async function watched(
  shards: readonly Shard[],
  { progress }: RunOptions,
  work: () => Promise<unknown>,
): Promise<void> {
  let seconds = 0;
  const telling = setInterval(() => {
    seconds += PROGRESS_MS / 1000;
    const [pressed, kills, asked] = (['pressed', 'kills', 'asked'] as const).map((what) =>
      sumOf(shards, what),
    );
    progress?.(`${seconds} s: ${pressed} intents, ${kills} kills, ${asked} asked`);
  }, PROGRESS_MS);
  try {
    await work();
  } finally {
    clearInterval(telling);
  }
}
