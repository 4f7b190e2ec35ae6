import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { plainName } from '../../../preload/contract/clip-name.ts';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { MAX_OUTPUT_BYTES } from '../../../preload/contract/limits.ts';
import { micro } from '../../../preload/contract/money.ts';
import { diskFailure } from '../disk-failure.ts';
import type { ClipRecord } from '../library/clip-record.ts';
import type { Library } from '../library/library.ts';
import { sha256Of } from '../library/publish.ts';
import { removeNote } from '../library/publish-note.ts';
import { verifyMp4 } from '../media/mp4.ts';
import type { Clock, Ids } from '../ports.ts';
import { removeFile } from '../store/atomic-file.ts';
import { isOfLibrary } from './own-file.ts';
import { moveTo } from './place-file.ts';

/** What an output becomes: a clip made of others, or a file at a path that the person has chosen. */
export type OutputPlan =
  | { readonly to: 'library'; readonly made: 'trim' | 'join'; readonly clipIds: readonly string[] }
  | { readonly to: 'file'; readonly path: string };

export interface OutputDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly library: () => Library;
  /** Where files gather that will lie elsewhere; nobody else's. */
  readonly folder: string;
  /** A new clip lies in the library, without its row. */
  readonly index: (clip: ClipRecord) => Promise<void>;
}

interface Gathering {
  readonly plan: OutputPlan;
  readonly part: string;
  readonly handle: FileHandle;
  size: number;
}

/** More than a page has at work. */
const MAX_OPEN = 4;

/** What the page's tools have made arrives here in pieces and gets its place when it is whole. */
export class Outputs {
  readonly #deps: OutputDeps;
  readonly #open = new Map<string, Gathering>();
  /** Those that have no file yet. */
  #beginning = 0;
  #ready: Promise<void> | null = null;

  constructor(deps: OutputDeps) {
    this.#deps = deps;
  }

  /** Whether anything is being written that would be lost with the page. */
  get busy(): boolean {
    return this.#open.size + this.#beginning > 0;
  }

  /** @returns the output's id; `clip-missing` where its first clip is not known; `file-of-library`; or the disk's failure. */
  async begin(plan: OutputPlan): Promise<Outcome<string>> {
    const { ids, library, folder } = this.#deps;
    if (plan.to === 'file' && (await isOfLibrary(library(), plan.path))) return fail('file-of-library');
    if (this.#open.size + this.#beginning >= MAX_OPEN) return fail('bad-request', 'too many outputs at once');
    if (plan.to === 'library' && !library().get(plan.clipIds[0] ?? '')) return fail('clip-missing');
    const id = ids.next();
    // A name that the next start clears away, should this one not come to an end.
    const name = `.output.${id.slice(-12)}.tmp`;
    this.#beginning += 1;
    try {
      this.#ready ??= this.#clear();
      await this.#ready;
      const part = path.join(plan.to === 'library' ? library().folders.incoming : folder, name);
      this.#open.set(id, { plan, part, handle: await open(part, 'wx'), size: 0 });
      return ok(id);
    } catch (error) {
      return { ok: false, error: diskFailure(error) };
    } finally {
      this.#beginning -= 1;
    }
  }

  /** @returns `bad-request` for a piece that would leave a hole; the disk's failure ends the output. */
  async write(id: string, offset: number, bytes: Uint8Array): Promise<Outcome<void>> {
    const output = this.#open.get(id);
    const end = offset + bytes.byteLength;
    if (!output || offset > output.size || end > MAX_OUTPUT_BYTES) return fail('bad-request');
    try {
      for (let written = 0; written < bytes.byteLength; ) {
        const left = bytes.byteLength - written;
        written += (await output.handle.write(bytes, written, left, offset + written)).bytesWritten;
      }
      output.size = Math.max(output.size, end);
      return ok(undefined);
    } catch (error) {
      await this.discard(id);
      return { ok: false, error: diskFailure(error) };
    }
  }

  /** Gives the whole output its place. @returns its name, and the id of a new clip; a failure leaves nothing behind. */
  async finish(id: string): Promise<Outcome<{ clipId: string | null; name: string }>> {
    const output = this.#open.get(id);
    if (!output) return fail('bad-request');
    this.#open.delete(id);
    const { plan, part, handle } = output;
    try {
      await handle.sync();
      await handle.close();
      if (plan.to === 'library') return await this.#publish(id, plan, output);
      if (await isOfLibrary(this.#deps.library(), plan.path)) return fail('file-of-library');
      await moveTo(part, plan.path);
      return ok({ clipId: null, name: path.basename(plan.path) });
    } catch (error) {
      return { ok: false, error: diskFailure(error) };
    } finally {
      await handle.close().catch(() => undefined);
      await removeFile(part).catch(() => undefined);
    }
  }

  /** Ends an output without a result. */
  async discard(id: string): Promise<void> {
    const output = this.#open.get(id);
    this.#open.delete(id);
    await output?.handle.close().catch(() => undefined);
    if (output) await removeFile(output.part).catch(() => undefined);
  }

  /** The page has gone, and nobody will go on with what it was making. */
  async discardAll(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.discard(id);
  }

  async #publish(
    clipId: string,
    plan: OutputPlan & { readonly to: 'library' },
    { part, size }: Gathering,
  ): Promise<Outcome<{ clipId: string; name: string }>> {
    const { library, clock, index } = this.#deps;
    const first = library().get(plan.clipIds[0] ?? '');
    if (!first) return fail('clip-missing');
    const media = await verifyMp4(part);
    if (!media.ok) return media;
    const published = await library().publish({
      partPath: part,
      naming: plainName(`${path.posix.basename(first.name, '.mp4')} ${plan.made}`),
      clipId,
      jobId: null,
      batchId: null,
      accountId: first.accountId,
      remoteJobId: null,
      createdAt: clock.now(),
      recipe: first.recipe,
      price: { estimate: null, charged: micro(0), priceVersion: first.recipe.priceVersion },
      media: { ...media.value, bytes: size, sha256: await sha256Of(part) },
      lineage: { clipIds: plan.clipIds, made: plan.made },
    });
    if (!published.ok) {
      await removeNote(library().folders.incoming, clipId);
      return published;
    }
    await index(published.value);
    return ok({ clipId, name: published.value.name });
  }

  /** What an earlier process has left. */
  async #clear(): Promise<void> {
    await rm(this.#deps.folder, { recursive: true, force: true });
    await mkdir(this.#deps.folder, { recursive: true });
  }
}
