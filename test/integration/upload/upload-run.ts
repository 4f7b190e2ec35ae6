import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { UploadDesk, uploadedTo, uploadJob } from '../../../main/core/job/run/upload-job.ts';
import type { Job } from '../../../main/core/job/state.ts';
import type { Fault } from '../../../main/practice/faults.ts';
import type { ServiceOptions } from '../../../main/practice/service.ts';
import { randoms } from '../download/cuts.ts';
import { Rig } from '../engine/rig.ts';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A JPEG by its first bytes, of random ones. */
export function picture(random: (below: number) => number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = random(256);
  bytes.set([0xff, 0xd8, 0xff]);
  return bytes;
}

/** Jobs that are uploaded step by step: the real core, but nothing goes on by itself. */
export class UploadRun {
  readonly rig: Rig;
  readonly desk = new UploadDesk();
  readonly #template: Job;

  private constructor(rig: Rig, template: Job) {
    this.rig = rig;
    this.#template = template;
  }

  static async start(options: Partial<ServiceOptions> = {}): Promise<UploadRun> {
    const rig = await Rig.start(options);
    await rig.engine.stop();
    rig.clips.library.close();
    rig.journal.close();
    await rig.reopen();
    return new UploadRun(rig, await rig.one());
  }

  stop(): Promise<void> {
    return this.rig.stop();
  }

  get faults() {
    if (!this.rig.service) throw new Error('no service');
    return this.rig.service.faults;
  }

  /** Requests to one of the service's doors. */
  asked(method: string, path: string) {
    return (this.rig.service?.requests() ?? []).filter(
      (request) => request.method === method && request.path.startsWith(path),
    );
  }

  /** Stores a picture and takes on a job with it, or with more inputs by the fields they fill. */
  async job(...inputs: { readonly field: string; readonly bytes: Buffer }[]): Promise<Job> {
    const { rig } = this;
    const stored = await Promise.all(
      inputs.map(async ({ field, bytes }) => {
        const put = await rig.clips.sources.put(bytes);
        if (!put.ok) throw new Error(put.error.code);
        return { field, sourceId: rig.ids.next(), sha256: sha256(bytes), name: 'a.jpg', width: 8, height: 8 };
      }),
    );
    const id = rig.ids.next();
    const recipe = { ...this.#template.recipe, inputs: stored };
    const job: Job = { ...this.#template, id, recipe, state: { name: 'queued' } };
    rig.journal.write(() => rig.journal.jobs.insert(job, { id, index: 0 }));
    rig.engine.adopt([job]);
    return job;
  }

  /** One try to upload a job's files. @returns the job as it is then. */
  async attempt(job: Job): Promise<Job> {
    await uploadJob(this.rig.engine, this.rig.engine.job(job.id) ?? job, this.desk);
    return this.rig.engine.job(job.id) ?? job;
  }

  /** What the service has for an input of a job. */
  async onService(job: Job, index = 0): Promise<Buffer | null> {
    const input = job.recipe.inputs[index];
    const url = input ? uploadedTo(this.rig.engine, job, input) : null;
    if (url === null) return null;
    const answer = await fetch(url);
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null;
  }

  /** Replaces a stored picture behind the app's back. */
  async spoil(bytes: Buffer, by: Buffer): Promise<void> {
    writeFileSync(await this.rig.clips.sources.find(sha256(bytes)), by);
  }
}

/** What may happen to one attempt. */
function someFault(random: (below: number) => number, length: number): Fault {
  const reset = random(2) === 0;
  const faults: Fault[] = [
    { kind: 'cut-put', bytes: random(length + 1), reset },
    { kind: 'cut-put', bytes: 0, reset },
    { kind: 'reply-lost-before-create', route: 'put', reset },
    { kind: 'reply-lost-after-charge', route: 'put', reset },
    { kind: '5xx', route: 'put', status: 500 + random(5), early: reset },
    { kind: '5xx', route: 'put', status: 503, effect: true },
    { kind: '429', route: 'put', retryAfter: 1 },
    { kind: 'refuse', route: 'put', status: 403, code: 'AccessDenied', message: 'Request has expired' },
    { kind: 'refuse', route: 'put', status: 403, code: 'AccessDenied', early: true },
    { kind: 'refuse', route: 'put', status: 400, code: 'RequestTimeout' },
    { kind: 'redirect', route: 'put', location: 'http://127.0.0.1:9/' },
    { kind: 'slow', route: 'put', ms: random(20) },
    { kind: '5xx', route: 'presign', status: 502, body: 'html' },
    { kind: '429', route: 'presign', retryAfter: 1 },
    { kind: 'cut-reply', route: 'presign', bytes: random(200), reset },
    { kind: 'reply-lost-before-create', route: 'presign', reset },
    { kind: 'odd-reply', route: 'presign', body: '{"data":{"uploadUrl":"ftp://x/","fileUrl":7}}' },
  ];
  return faults[random(faults.length)] ?? { kind: 'slow', route: 'put', ms: 1 };
}

export interface UploadReport {
  readonly faults: number;
  readonly wrong: readonly string[];
}

/**
 * Uploads pictures, each through faults by chance, until there were `faults` of them. Some pictures change on the
 * disk first, some while they are being sent.
 */
export async function uploadThroughFaults(faults: number, seed: number): Promise<UploadReport> {
  const random = randoms(seed);
  const run = await UploadRun.start();
  const wrong: string[] = [];
  let met = 0;
  try {
    while (met < faults) {
      const bytes = picture(random, 1000 + random(150_000));
      const other = picture(random, bytes.length);
      const spoiled = random(12);
      let job = await run.job({ field: 'image_url', bytes });
      const added: string[] = [];
      for (let n = random(4); n > 0; n -= 1) {
        const fault = someFault(random, bytes.length);
        run.faults.add(fault);
        added.push(JSON.stringify(fault));
      }
      met += added.length;
      if (spoiled === 0) await run.spoil(bytes, other);
      for (let tries = 0; tries < 12 && !['prepared', 'rejected'].includes(job.state.name); tries += 1) {
        const attempt = run.attempt(job);
        if (spoiled === 1) await run.spoil(bytes, other);
        job = await attempt;
        // What one attempt found changed, the next finds as it was.
        if (spoiled === 1) await run.spoil(bytes, bytes);
      }
      const there = await run.onService(job);
      const fits = job.state.name === 'prepared' ? there?.equals(bytes) === true : there === null;
      const refused =
        spoiled <= 1 && job.state.name === 'rejected' && job.state.failure.code === 'source-missing';
      if (!fits || (job.state.name !== 'prepared' && !refused))
        wrong.push(`${JSON.stringify(job.state)} after ${added.join(' ')}, spoiled ${spoiled}`);
      run.faults.clear();
    }
    const mixed = run.asked('PUT', '/').some(({ hasKey }) => hasKey);
    if (mixed) wrong.push('a key was sent to the storage');
    return { faults: met, wrong };
  } finally {
    await run.stop();
  }
}
