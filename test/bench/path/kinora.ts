import { createHash } from 'node:crypto';
import { readHeader } from '../../../main/core/intake/header.ts';
import { animate } from '../../../main/core/job/animate.ts';
import { priceOf } from '../../../preload/contract/model.ts';
import { times } from '../../../preload/contract/money.ts';
import { ACCOUNT, type Core, NO_LIMITS, openCore } from '../../fault/client/core.ts';
import { model, type Place, type Pressed, params, pressOnce } from './task.ts';

/** The client's waits are scaled to nearly nothing, the service's jobs to nothing. */
const SCALE = 0.0005;
const SETTLE_MS = 50;

/** Durable writes of the journal, and how many milliseconds they took. */
interface Commits {
  commits: number;
  committing: number;
}

/** The real core on real files. */
export async function withKinora(images: number, serviceScript: string): Promise<Pressed & Commits> {
  const counted: Commits = { commits: 0, committing: 0 };
  const pressed = await pressOnce(
    async (place, pictures) => {
      const core = coreAt(place);
      const sourceIds = await take(core, pictures);
      count(core, counted);
      core.engine.start();
      return { press: () => make(core, sourceIds), end: () => end(core) };
    },
    images,
    serviceScript,
  );
  return { ...pressed, ...counted };
}

const coreAt = ({ url, key, folder }: Place): Core =>
  openCore({ dir: folder, base: url, key, scale: SCALE, settleMs: SETTLE_MS });

function count({ journal }: Core, counted: Commits): void {
  const write = journal.write.bind(journal);
  journal.write = (work) => {
    const began = performance.now();
    const result = write(work);
    counted.committing += performance.now() - began;
    counted.commits += 1;
    return result;
  };
}

async function take({ clips, journal }: Core, pictures: readonly Buffer[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [n, bytes] of pictures.entries()) {
    const stored = await clips.sources.put(bytes);
    const size = readHeader(bytes);
    if (!stored.ok || size === null || size.format === 'heic') throw new Error('no picture');
    const id = `01999999-0000-7000-8000-${String(n).padStart(12, '0')}`;
    const { width, height } = size;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const facts = { width, height, bytes: bytes.length, createdAt: Date.now() };
    journal.write(() =>
      journal.sources.add({ id, kind: 'image', seconds: null, sha256, name: `picture ${n}.jpg`, ...facts }),
    );
    ids.push(id);
  }
  return ids;
}

async function make({ engine }: Core, sourceIds: readonly string[]): Promise<void> {
  const clips = sourceIds.map((sourceId) => ({
    modelId: model.id,
    params,
    inputs: [{ field: 'image_url', sourceId }],
  }));
  const total = times(priceOf(model, params), clips.length);
  const made = animate(
    engine,
    {
      clickId: '01999999-0000-7000-8000-00000000000c',
      accountId: ACCOUNT,
      name: '',
      clips,
      webhookUrl: '',
      total,
      confirmed: true,
    },
    NO_LIMITS,
  );
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  while (engine.jobs().some(({ state }) => state.name !== 'done'))
    await new Promise((go) => setTimeout(go, 5));
}

async function end({ engine, clips, journal }: Core): Promise<string> {
  await engine.stop();
  const { root } = clips.library.folders;
  clips.library.close();
  journal.close();
  return root;
}
