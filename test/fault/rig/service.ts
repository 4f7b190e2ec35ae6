import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type PracticeService, startService } from '../../../main/practice/service.ts';
import { drawShape, PLAN } from './plan.ts';
import { randomOf } from './random.ts';

/** How long the service answers in one way, before it changes to another. */
const SHAPE_MS = 700;
const CLIP = path.resolve('test/fixtures/media/clip.mp4');

export interface FaultyService extends PracticeService {
  /** One for each shard, each with an account of its own. */
  readonly keys: readonly string[];
}

/** The practice service with a key per shard, faults by the plan, and answers of ever another shape. */
export async function startFaultyService(options: {
  readonly dir: string;
  readonly shards: number;
  readonly seed: string;
  readonly scale: number;
}): Promise<FaultyService> {
  const { dir, shards, seed, scale } = options;
  const keys = Array.from({ length: shards }, (_, shard) => `pb_shard_${shard}_of_the_rig`);
  const clip = await readFile(CLIP);
  const service = await startService({
    dir,
    timeScale: scale,
    makeClip: async () => clip,
    keys: keys.map((key, shard) => ({ key, account: `usr_shard_${shard}`, scopes: [] })),
    maxConcurrent: 10_000,
    plan: { seed: randomOf(seed, 'plan').int(0, 2 ** 31), faults: PLAN },
  });
  const random = randomOf(seed, 'shape');
  const shaping = setInterval(() => service.setShape(drawShape(random)), SHAPE_MS);
  return {
    ...service,
    keys,
    close: async () => {
      clearInterval(shaping);
      await service.close();
    },
  };
}
