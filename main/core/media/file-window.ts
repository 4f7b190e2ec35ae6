import type { FileHandle } from 'node:fs/promises';

/** Says in what way a file is not what it should be. */
export class BadFile extends Error {}

const WINDOW = 16 * 1024;

/** Reads a file through one small window, so that memory stays bounded whatever the file says. */
export class FileWindow {
  readonly size: number;
  readonly #handle: FileHandle;
  readonly #window = Buffer.alloc(WINDOW);
  #windowAt = -1;
  #windowLength = 0;

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /**
   * `length` bytes (at most 16 KiB) at `position`; valid until the next call.
   * @throws BadFile when the file ends before.
   */
  async bytes(position: number, length: number): Promise<Buffer> {
    const inside = position >= this.#windowAt && position + length <= this.#windowAt + this.#windowLength;
    if (this.#windowAt < 0 || !inside) {
      this.#windowAt = position;
      this.#windowLength = 0;
      while (this.#windowLength < length) {
        const room = WINDOW - this.#windowLength;
        const at = position + this.#windowLength;
        const { bytesRead } = await this.#handle.read(this.#window, this.#windowLength, room, at);
        if (bytesRead === 0) throw new BadFile('the file ends too early');
        this.#windowLength += bytesRead;
      }
    }
    const offset = position - this.#windowAt;
    return this.#window.subarray(offset, offset + length);
  }
}
