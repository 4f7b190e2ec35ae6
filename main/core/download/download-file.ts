import { rename, statfs } from 'node:fs/promises';
import type { Agent } from 'node:http';
import path from 'node:path';
import type { Failure } from '../../../preload/contract/errors.ts';
import { diskFailure, FailureError, isDiskFull } from '../disk-failure.ts';
import { type ClipMedia, verifyMp4 } from '../media/mp4.ts';
import type { Clock } from '../ports.ts';
import { systemBusyPolicy, whileBusy } from '../store/atomic-file.ts';
import type { Known } from './answer.ts';
import type { Chunks } from './arriving-body.ts';
import { Aborted, networkFailure } from './connection.ts';
import { removeControl } from './control-record.ts';
import { type FinalVerdict, follow } from './follow.ts';
import { PartPair } from './part-pair.ts';
import { DiskTrouble, expectMp4, receive, WrongBody } from './receive.ts';

export interface DownloadRequest {
  /** Names the part file; letters, digits, `-` and `_` only. */
  readonly id: string;
  readonly url: string;
  /** Existing folder on the file system that the clip will stay on. */
  readonly dir: string;
  /** When given, the only host names that bytes may come from. */
  readonly authorizedHosts?: readonly string[];
}

export interface DownloadDeps {
  readonly clock: Clock;
  /** The agent for an address (the system's proxy); none: a direct connection of its own. */
  readonly agent?: (url: URL) => Agent;
  /** Free bytes for this person on the file system of a folder. */
  readonly freeBytes?: (dir: string) => Promise<number>;
  /** Silence that ends an attempt, in milliseconds (default 30,000; twice that on a slow line). */
  readonly stallMs?: number;
  readonly signal?: AbortSignal;
  /** Bytes here and bytes in all (null while unknown), a few times a second. */
  readonly onProgress?: (done: number, total: number | null) => void;
}

export type DownloadResult =
  /** The whole clip is in `path`, durable and verified. It stays there until it is published. */
  | {
      readonly kind: 'complete';
      readonly path: string;
      readonly bytes: number;
      readonly sha256: string;
      readonly media: ClipMedia;
    }
  /** The address is no longer good (401, 403, 404, 410): ask the job for a new one. */
  | { readonly kind: 'link-dead'; readonly status: number }
  /** Try again later. `gained` is the bytes that this attempt added for good; 0 or less: no progress. */
  | {
      readonly kind: 'retry';
      readonly failure: Failure;
      readonly gained: number;
      readonly retryAfterMs: number | null;
    }
  /** `neededBytes` must be free on the disk before another attempt makes sense. */
  | { readonly kind: 'disk-full'; readonly neededBytes: number }
  /** Trying again would give the same answer. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'aborted' };

const DEFAULT_STALL_MS = 30_000;
/** Left free for everything else on the disk. */
const MARGIN_BYTES = 64 * 1024 * 1024;
/** No clip of a few seconds is larger. */
const MAX_CLIP_BYTES = 16 * 1024 * 1024 * 1024;

type Stop = Exclude<DownloadResult, { kind: 'complete' }>;

/** Parts being written now: two writers would each believe in their own hash. */
const active = new Set<string>();

/** Free bytes on the file system of `dir` for someone without special rights; no limit where it does not say. */
export async function freeBytesOn(dir: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(dir);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/**
 * One attempt to fetch a clip, going on from the bytes that earlier attempts made durable; when they are all
 * here already, no request is made. No key or cookie is ever sent. Never throws.
 */
export async function downloadFile(request: DownloadRequest, deps: DownloadDeps): Promise<DownloadResult> {
  if (!/^[\w-]{1,100}$/.test(request.id)) return refused('internal', 'not an id');
  const part = path.join(request.dir, `${request.id}.part`);
  if (active.has(part)) return refused('internal', 'this is being fetched already');
  active.add(part);
  let pair: PartPair | null = null;
  try {
    pair = await PartPair.open(part);
    const attempt = new Attempt(request, deps, pair);
    return (await attempt.transfer()) ?? (await attempt.finish());
  } catch (error) {
    const reason = error instanceof DiskTrouble ? error.cause : error;
    const left = (pair?.current?.file.length ?? 0) - (pair?.written ?? 0);
    if (isDiskFull(reason)) return { kind: 'disk-full', neededBytes: Math.max(0, left) + MARGIN_BYTES };
    return { kind: 'retry', failure: diskFailure(reason), gained: 0, retryAfterMs: null };
  } finally {
    await pair?.close().catch(() => undefined);
    active.delete(part);
  }
}

class Attempt {
  readonly #request: DownloadRequest;
  readonly #deps: DownloadDeps;
  readonly #pair: PartPair;
  readonly #durableBefore: number;

  constructor(request: DownloadRequest, deps: DownloadDeps, pair: PartPair) {
    this.#request = request;
    this.#deps = deps;
    this.#pair = pair;
    this.#durableBefore = pair.durable;
  }

  /** Requests until all bytes are here; what ends it before is returned. Throws the disk's errors. */
  async transfer(): Promise<Stop | null> {
    let fromStart = false;
    for (;;) {
      const { current } = this.#pair;
      if (current !== null && current.bytes === current.file.length) return null;
      const known = fromStart || current === null ? null : { ...current.file, bytes: current.bytes };
      if (known !== null && known.length !== null) {
        const full = await this.#spaceFor(known.length - known.bytes);
        if (full) return full;
      }
      const before = known?.bytes ?? 0;
      const stop = await this.#ask(known);
      if (stop === 'whole') return null;
      if (stop === 'restart') {
        if (fromStart) return this.#retry({ code: 'service-error', detail: 'no usable answer' });
        fromStart = true;
        continue;
      }
      if (stop !== null) return stop;
      fromStart = false;
      // A server may answer a range in several parts, as long as each brings something.
      if ((this.#pair.current?.bytes ?? 0) <= before)
        return this.#retry({ code: 'service-error', detail: 'an answer without bytes' });
    }
  }

  /** Verifies the whole file and names it as complete. */
  async finish(): Promise<DownloadResult> {
    const announced = this.#pair.current?.file.length ?? null;
    await this.#pair.complete();
    const { current, main } = this.#pair;
    if (current === null) return refused('internal', 'nothing to finish');
    const { bytes, digest } = current;
    await this.#pair.close();
    const media = await verifyMp4(main);
    if (media.ok) {
      await this.#pair.dropSecond();
      return { kind: 'complete', path: main, bytes, sha256: digest, media: media.value };
    }
    if (media.error.code !== 'not-a-clip') throw new FailureError(media.error);
    await removeControl(main);
    // It may have been paid for: kept for whoever wants to look, out of the way of another attempt.
    await whileBusy(() => rename(main, main.replace(/part$/, 'refused')), systemBusyPolicy);
    // Without an announced length a cut cannot be told from an end, so this may have been one.
    return announced === null ? this.#retry(media.error) : { kind: 'refused', failure: media.error };
  }

  /** One request. @returns null when its body was taken in, `whole` when that was the end of the file. */
  async #ask(known: Known | null): Promise<Stop | 'restart' | 'whole' | null> {
    const { url, authorizedHosts } = this.#request;
    const { clock, agent, signal, stallMs = DEFAULT_STALL_MS } = this.#deps;
    const answer = await follow(url, known, authorizedHosts, { clock, stallMs, agent, signal });
    if (answer.kind === 'refused') return answer;
    if (answer.kind === 'broken') return this.#networkStop(answer.error);
    try {
      return await this.#act(answer.verdict, answer.body.chunks());
    } finally {
      answer.connection.close();
    }
  }

  async #act(verdict: FinalVerdict, chunks: Chunks): Promise<Stop | 'restart' | 'whole' | null> {
    switch (verdict.kind) {
      case 'finished':
        return 'whole';
      case 'restart':
        return 'restart';
      case 'retry':
        return { ...this.#retry(verdict.failure), retryAfterMs: verdict.retryAfterMs };
      case 'link-dead':
      case 'refused':
        return verdict;
      case 'append':
        return this.#take(chunks, verdict.until);
      case 'fresh': {
        const { length } = verdict.file;
        if (length !== null && length > MAX_CLIP_BYTES) return refused('too-large', `${length} bytes`);
        const full = await this.#spaceFor(length ?? 0);
        if (full) return full;
        const body = await expectMp4(chunks).catch((error: unknown) => this.#bodyStop(error));
        if ('kind' in body) return body;
        await this.#pair.begin(verdict.file);
        const stop = await this.#take(body, length ?? MAX_CLIP_BYTES);
        return stop ?? (length === null ? 'whole' : null);
      }
    }
  }

  /** Takes a body into the current part. Whatever ends it, what came is durable and will be gone on from. */
  async #take(body: Chunks, until: number): Promise<Stop | null> {
    const { current } = this.#pair;
    if (current === null) return refused('internal', 'no part');
    const total = current.file.length;
    const sink = {
      bytes: () => this.#pair.current?.bytes ?? 0,
      append: async (chunks: readonly Buffer[]) => this.#pair.current?.append(chunks),
      note: () => this.#pair.note(),
      checkpoint: () => this.#pair.checkpoint(false),
      progress: (bytes: number) => this.#deps.onProgress?.(bytes, total),
    };
    sink.progress(sink.bytes());
    try {
      await receive(body, sink, until, this.#deps.clock);
      return null;
    } catch (error) {
      if (error instanceof DiskTrouble) throw error;
      return this.#bodyStop(error);
    }
  }

  async #bodyStop(error: unknown): Promise<Stop> {
    if (error instanceof WrongBody) {
      if (error.kind === 'not-a-clip') return refused('not-a-clip', error.message);
      await this.#pair.discard();
      return this.#retry({ code: 'service-error', detail: error.message });
    }
    await this.#pair.checkpoint(false);
    return this.#networkStop(error);
  }

  #networkStop(error: unknown): Stop {
    return error instanceof Aborted ? { kind: 'aborted' } : this.#retry(networkFailure(error));
  }

  #retry(failure: Failure): Extract<Stop, { kind: 'retry' }> {
    const gained = this.#pair.durable - this.#durableBefore;
    return { kind: 'retry', failure, gained, retryAfterMs: null };
  }

  async #spaceFor(bytes: number): Promise<Stop | null> {
    const free = await (this.#deps.freeBytes ?? freeBytesOn)(this.#request.dir);
    const neededBytes = bytes + MARGIN_BYTES;
    return free < neededBytes ? { kind: 'disk-full', neededBytes } : null;
  }
}

function refused(code: Failure['code'], detail: string): Stop {
  return { kind: 'refused', failure: { code, detail } };
}
