import { rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../disk-failure.ts';
import { removeFile, syncFolder, systemBusyPolicy, whileBusy } from '../store/atomic-file.ts';
import { type Described, resumeValidator } from './answer.ts';
import { type KnownPart, readControl, removeControl } from './control-record.ts';
import { PartFile } from './part-file.ts';

/**
 * The part of a download, and a second one beside it while a server begins again from byte 0: what is here
 * is given up only for something longer.
 */
export class PartPair {
  readonly main: string;
  readonly #second: string;
  /** Bytes that the main file would still be good for when it is not the one being written. */
  #reserve = 0;
  #current: PartFile | null = null;

  private constructor(main: string) {
    this.main = main;
    this.#second = `${main}.2`;
  }

  /** Opens what is here of a download, verified against its records; `current` is null when nothing is. */
  static async open(main: string): Promise<PartPair> {
    const pair = new PartPair(main);
    await pair.#finishAdopting();
    try {
      await pair.#choose();
      return pair;
    } catch (error) {
      await pair.close();
      throw error;
    }
  }

  async #choose(): Promise<void> {
    const [first, second] = [await usable(this.main), await usable(this.#second)];
    if (second !== null) {
      // Records may tell of more than a power cut has left: what counts is what is there.
      this.#reserve = first === null ? 0 : await PartFile.verify(this.main, first);
      this.#current = await PartFile.resume(this.#second, second);
      if (this.#current.bytes > this.#reserve) return this.checkpoint(false);
      // The server has moved on to another version: the longer part of the old one can hardly be continued.
      if (first !== null && this.#current.bytes > 0 && isOther(second, first)) return;
      await this.close();
      this.#reserve = 0;
    }
    if (first !== null) this.#current = await PartFile.resume(this.main, first);
  }

  /** The part being written. */
  get current(): PartFile | null {
    return this.#current;
  }

  /** Bytes in the part being written. */
  get written(): number {
    return this.#current?.written ?? 0;
  }

  /** Bytes that a crash now would leave for the next attempt. */
  get durable(): number {
    return this.#current?.durable ?? 0;
  }

  /** Begins again from byte 0: beside the present part when that holds anything, else in its place. */
  async begin(file: Described): Promise<PartFile> {
    // What was only noted counts as much as the rest.
    await this.checkpoint(false);
    const before = this.#current;
    await this.close();
    if (before?.path === this.main) this.#reserve = before.bytes;
    const target = this.#reserve > 0 ? this.#second : this.main;
    await removeControl(target);
    this.#current = await PartFile.create(target, file);
    return this.#current;
  }

  /** Writes down what has come, as far as a crash of this process leaves it. */
  async note(): Promise<void> {
    await this.#current?.note();
  }

  /** Makes what has come durable, and lets a second part that has grown longer take the first one's place. */
  async checkpoint(complete: boolean): Promise<void> {
    if (this.#current === null) return;
    await this.#current.checkpoint(complete);
    if (this.#current.path === this.main || !(complete || this.#current.bytes > this.#reserve)) return;
    const file = this.#current.file;
    await this.#current.close();
    this.#current = null;
    await this.#adoptFiles();
    const record = await readControl(this.main);
    this.#reserve = 0;
    this.#current = record
      ? await PartFile.resume(this.main, record)
      : await PartFile.create(this.main, file);
  }

  /** Makes the whole clip durable, under the first part's name. */
  async complete(): Promise<void> {
    if (this.#current?.path === this.main) await this.#current.complete();
    else await this.checkpoint(true);
  }

  /** Gives up the part being written, because what the server sent for it cannot be right. */
  async discard(): Promise<void> {
    const path = this.#current?.path;
    await this.close();
    if (path === undefined) return;
    await removeControl(path);
    await removeFile(path);
  }

  async close(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    await current?.close();
  }

  /** Forgets a second part that will not be needed. */
  async dropSecond(): Promise<void> {
    await removeControl(this.#second);
    await removeFile(this.#second);
  }

  /** Data first, record second: in between, the second record without its data says what happened. */
  async #adoptFiles(): Promise<void> {
    await whileBusy(() => rename(this.#second, this.main), systemBusyPolicy);
    await syncFolder(path.dirname(this.main));
    await whileBusy(() => rename(`${this.#second}.json`, `${this.main}.json`), systemBusyPolicy);
    await syncFolder(path.dirname(this.main));
  }

  async #finishAdopting(): Promise<void> {
    if ((await exists(`${this.#second}.json`)) && !(await exists(this.#second)))
      await whileBusy(() => rename(`${this.#second}.json`, `${this.main}.json`), systemBusyPolicy);
  }
}

/** The record of a part that could be continued or is complete; null when there is none or no file for it. */
async function usable(part: string): Promise<KnownPart | null> {
  const record = await readControl(part);
  if (record === null || (record.bytes !== record.length && resumeValidator(record) === null)) return null;
  return record.bytes > 0 && (await exists(part)) ? record : null;
}

function isOther(a: KnownPart, b: KnownPart): boolean {
  return a.etag !== b.etag || a.length !== b.length || a.lastModified !== b.lastModified;
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
