import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isAt, type Job } from '../../../main/core/job/state.ts';
import { Rig } from '../engine/rig.ts';
import { clipOfLength } from './clips.ts';
import { FaultServer, goodAnswer } from './fault-server.ts';

const file = clipOfLength(20_000);

export interface ManyReport {
  /** Clips of the good host that came home whole. */
  readonly home: number;
  /** Most downloads under way at once, in all and from the silent host. */
  readonly atOnce: number;
  readonly silentAtOnce: number;
}

/**
 * Lets the engine fetch `count` finished jobs whose clips lie on two hosts in turn, one of which never answers, until
 * the other half is home.
 */
export async function fetchMany(count: number, timeoutMs: number, perHost = 3): Promise<ManyReport> {
  const rig = await Rig.start();
  rig.downloadsPerHost = perHost;
  const good = await FaultServer.start((seen) => goodAnswer(file, seen));
  const silent = await FaultServer.start(() => ({ head: '', end: 'stall' }));
  try {
    const template = await rig.one();
    await rig.until(template.id, 'done');
    const jobs = Array.from({ length: count }, (_, n) =>
      downloadOf(rig, template, n, n % 2 === 0 ? silent : good),
    );
    rig.journal.write(() => {
      for (const job of jobs) rig.journal.jobs.insert(job, { id: job.id, index: 0 });
    });
    rig.engine.adopt(jobs);
    const wanted = jobs.filter((_, n) => n % 2 === 1);
    let atOnce = 0;
    let silentAtOnce = 0;
    let isHome = 0;
    for (const end = Date.now() + timeoutMs; isHome < wanted.length && Date.now() < end; ) {
      await new Promise((go) => setTimeout(go, 20));
      const busy = jobs.filter(
        ({ id }) =>
          rig.engine.notes(id).busy === 'download' && rig.engine.job(id)?.state.name === 'downloading',
      );
      atOnce = Math.max(atOnce, busy.length);
      silentAtOnce = Math.max(silentAtOnce, busy.filter((job) => !wanted.includes(job)).length);
      isHome = wanted.filter(({ id }) => rig.engine.job(id)?.state.name === 'done').length;
    }
    const home = wanted.filter(({ id }) => isWhole(rig, id)).length;
    return { home, atOnce, silentAtOnce };
  } finally {
    await rig.stop();
    await good.stop();
    await silent.stop();
  }
}

/** A job like `template` whose clip waits at this server. */
function downloadOf(rig: Rig, template: Job, n: number, server: FaultServer): Job {
  const state = { name: 'downloading', remoteId: `remote-${n}`, provisional: null, url: server.url } as const;
  return { ...template, id: rig.ids.next(), state };
}

function isWhole(rig: Rig, jobId: string): boolean {
  const job = rig.engine.job(jobId);
  if (!job || !isAt(job, 'done')) return false;
  const clip = rig.clips.library.get(job.state.clipId);
  return clip !== null && readFileSync(path.join(rig.clips.library.folder, clip.name)).equals(file);
}
