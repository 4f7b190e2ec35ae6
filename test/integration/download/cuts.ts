import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type DownloadResult, downloadFile } from '../../../main/core/download/download-file.ts';
import { systemClock } from '../../../main/core/system.ts';
import { MIB, scratch } from './clips.ts';
import { type Answer, FaultServer, firstByte, goodAnswer } from './fault-server.ts';
import { ManualClock } from './manual-clock.ts';

export type End = NonNullable<Answer['end']>;

/** How often one download is interrupted, where, and how; an offset counts in the body that is cut. */
export interface Cuts {
  readonly offsets: readonly number[];
  readonly end: End;
  /** Size of the pieces that the body is sent in; smaller than what may be under way at once. */
  readonly slice?: number;
}

/** The most that one interruption may cost. */
const MOST_AGAIN = 4 * MIB;
/** Nothing is kept before these tell an MP4; of a line that was closed in order all the rest is. */
const HEAD_BYTES = 8;
/** Downloads under way at once. */
const LANES = 8;

/**
 * Downloads `file` once for each of `runs`, cut as it says, and tells of every one that did not end with the right
 * bytes, needed more attempts than cuts, or fetched more again than it may.
 */
export async function downloadAll(file: Buffer, runs: Iterable<Cuts>): Promise<string[]> {
  const wrong: string[] = [];
  const next = runs[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    const lane = await Lane.open(file);
    for (let run = next.next(); !run.done; run = next.next()) {
      const problem = await lane.download(run.value);
      if (problem !== null) wrong.push(`${run.value.end} at ${run.value.offsets.join(' and ')}: ${problem}`);
    }
    await lane.close();
  };
  await Promise.all(Array.from({ length: file.length > MIB ? 1 : LANES }, lane));
  return wrong;
}

/** The bytes of the file that an answer brought before it was cut. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A folder and a server for one download at a time. */
class Lane {
  readonly #file: Buffer;
  readonly #server: FaultServer;
  readonly #dir = mkdtempSync(path.join(scratch, 'kinora-cut-'));

  private constructor(file: Buffer, server: FaultServer) {
    this.#file = file;
    this.#server = server;
  }

  static async open(file: Buffer): Promise<Lane> {
    return new Lane(file, await FaultServer.start((seen) => goodAnswer(file, seen)));
  }

  async close(): Promise<void> {
    await this.#server.stop();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** @returns what went wrong, or null. */
  async download({ offsets, end, slice = 64 * 1024 }: Cuts): Promise<string | null> {
    let taken = 0;
    const answers: Span[] = [];
    this.#server.reset((seen) => {
      const answer = { ...goodAnswer(this.#file, seen), slice, taken: () => taken };
      const whole = answer.body?.length ?? 0;
      const cutAt = Math.min(offsets[seen.nth - 1] ?? whole, whole);
      const from = firstByte(answer, seen);
      answers.push({ from, to: from + cutAt });
      return seen.nth > offsets.length ? answer : { ...answer, cutAt, end };
    });
    const onProgress = (done: number): void => {
      taken = done;
    };
    let attempts = 0;
    let result: DownloadResult;
    do {
      attempts += 1;
      taken = 0;
      const request = { id: 'job', url: this.#server.url, dir: this.#dir };
      result =
        end === 'stall'
          ? await this.#onLeapingClock((clock) => downloadFile(request, { clock, onProgress }))
          : await downloadFile(request, { clock: systemClock, onProgress });
    } while (result.kind === 'retry' && attempts <= offsets.length);
    const problem = this.#judge(result, answers, end === 'fin' ? HEAD_BYTES : MOST_AGAIN);
    for (const name of readdirSync(this.#dir)) rmSync(path.join(this.#dir, name));
    return problem;
  }

  /** Runs an attempt on a clock that leaps half a minute whenever the server has fallen silent. */
  async #onLeapingClock(attempt: (clock: ManualClock) => Promise<DownloadResult>): Promise<DownloadResult> {
    const clock = new ManualClock();
    const before = this.#server.stalls;
    let done = false;
    const result = attempt(clock).finally(() => {
      done = true;
    });
    while (!done) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#server.stalls > before) clock.advance(30_001);
    }
    return result;
  }

  #judge(result: DownloadResult, answers: readonly Span[], mostAgain: number): string | null {
    if (result.kind !== 'complete') return JSON.stringify(result);
    if (!readFileSync(result.path).equals(this.#file)) return 'other bytes';
    for (const [index, { from }] of answers.entries()) {
      const again = (answers[index - 1]?.to ?? 0) - from;
      if (again > mostAgain) return `${again} bytes again`;
    }
    return readdirSync(this.#dir).sort().join() === 'job.part,job.part.json' ? null : 'files left over';
  }
}

/** Whole numbers below `below`, the same ones for the same seed. */
export function randoms(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

/** One download per offset, cut there. */
export function* once(offsets: Iterable<number>, end: End): Generator<Cuts> {
  for (const offset of offsets) yield { offsets: [offset], end };
}

/** Downloads that are cut, and cut again in what follows. */
export function* pairs(count: number, length: number, end: End, seed: number): Generator<Cuts> {
  const random = randoms(seed);
  for (let n = 0; n < count; n += 1) yield { offsets: [random(length + 1), random(length + 1)], end };
}
