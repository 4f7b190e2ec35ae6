import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

const LINE = /^(\d{1,16}) ([0-9a-f]{1,8})\n/;
const line = (n: number): string => `${n} ${crc32(String(n)).toString(16)}\n`;

/**
 * How far the journal had got when a commit was last reported as done, in a small file of its own. A log that lost
 * its end reads like one that never had it, and a job that was sent would look as if it was not: this tells them
 * apart. It is written after each commit and never synced, so after a power cut it may be behind but never ahead.
 */
export class CommitMark {
  readonly #file: string;
  #handle: number | null = null;

  /** @param database the journal's own file. */
  constructor(database: string) {
    this.#file = `${database}-mark`;
  }

  /** @returns null where there is no mark, or none that makes sense. */
  read(): number | null {
    try {
      const [, n, crc] = LINE.exec(readFileSync(this.#file, 'latin1')) ?? [];
      return n !== undefined && crc === crc32(n).toString(16) ? Number(n) : null;
    } catch {
      return null;
    }
  }

  /** Never throws: a mark that stays behind only knows less. */
  write(n: number): void {
    try {
      this.#handle ??= openSync(this.#file, 'w');
      writeSync(this.#handle, line(n), 0);
    } catch {
      // A full disk, for one: the commit itself is safe.
    }
  }

  /** For a mark that must be there after a power cut too. @throws what the file system throws. */
  sync(): void {
    if (this.#handle !== null) fsyncSync(this.#handle);
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }
}
