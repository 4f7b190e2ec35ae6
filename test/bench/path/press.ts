import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod/mini';
import { findModel } from '../../../main/core/catalogue/catalogue.ts';
import { readHeader } from '../../../main/core/intake/header.ts';
import { animate } from '../../../main/core/job/animate.ts';
import { sha256Of } from '../../../main/core/library/publish.ts';
import { defaultsOf, priceOf } from '../../../preload/contract/model.ts';
import { times } from '../../../preload/contract/money.ts';
import { ACCOUNT, type Core, NO_LIMITS, openCore } from '../../fault/client/core.ts';
import { nextMessage } from '../lib/child.ts';

/** The client's waits are scaled to nearly nothing, the service's jobs to nothing. */
const SCALE = 0.0005;
const SETTLE_MS = 50;

const address = z.object({ url: z.string(), key: z.string() });
const tally = z.object({ cpuMs: z.number(), requests: z.number() });
/** The bench runs at the top of the checkout. */
const root = process.cwd();

/** What a press took: times in milliseconds, from the press to the last clip in the library. */
export interface Pressed {
  readonly ms: number;
  /** Of the processor, by this process and by the service's. */
  readonly own: number;
  readonly service: number;
  readonly requests: number;
  /** Durable writes of the journal, and how long they took. */
  readonly commits: number;
  readonly committing: number;
}

/** One press for so many images, with the real core on real files and a service in a process of its own. */
export async function pressOnce(images: number, serviceScript: string): Promise<Pressed> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'path-'));
  const service = fork(serviceScript, [path.join(dir, 'service')]);
  try {
    const { url, key } = z.parse(address, await nextMessage(service));
    const core = openCore({
      dir: path.join(dir, 'client'),
      base: url,
      key,
      scale: SCALE,
      settleMs: SETTLE_MS,
    });
    let commits = 0;
    let committing = 0;
    const { journal } = core;
    const write = journal.write.bind(journal);
    journal.write = (work) => {
      const began = performance.now();
      const result = write(work);
      committing += performance.now() - began;
      commits += 1;
      return result;
    };
    const sourceIds = await picturesIn(core, images);
    core.engine.start();
    const cpuBefore = process.cpuUsage();
    const began = performance.now();
    press(core, sourceIds);
    while (core.engine.jobs().some(({ state }) => state.name !== 'done'))
      await new Promise((go) => setTimeout(go, 5));
    const ms = performance.now() - began;
    const cpu = process.cpuUsage(cpuBefore);
    await checkClips(core, images);
    await core.engine.stop();
    core.clips.library.close();
    core.journal.close();
    service.send('tally');
    const { cpuMs, requests } = z.parse(tally, await nextMessage(service));
    return { ms, own: (cpu.user + cpu.system) / 1000, service: cpuMs, requests, commits, committing };
  } finally {
    service.kill();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** So many pictures, each another one. */
async function picturesIn({ clips, journal }: Core, images: number): Promise<string[]> {
  const sample = fs.readFileSync(path.join(root, 'assets/sample.jpg'));
  const ids: string[] = [];
  for (let n = 0; n < images; n += 1) {
    const bytes = Buffer.concat([sample, Buffer.from(String(n))]);
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

function press({ engine }: Core, sourceIds: readonly string[]): void {
  const model = findModel('alibaba-plus/wan-2.6-flash/image-to-video');
  if (!model) throw new Error('no model');
  const params = { ...defaultsOf(model), prompt: 'Slow push-in' };
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
}

/** Every clip is there once, with the service's bytes. */
async function checkClips({ clips }: Core, images: number): Promise<void> {
  const folder = clips.library.folders.root;
  const sent = await sha256Of(path.join(root, 'test/fixtures/media/clip.mp4'));
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.mp4'));
  if (files.length !== images) throw new Error(`${files.length} clips`);
  for (const file of files)
    if ((await sha256Of(path.join(folder, file))) !== sent) throw new Error('wrong bytes');
}
