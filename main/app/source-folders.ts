import type { Outcome } from '../../preload/contract/errors.ts';
import { SourceFiles, type StoredSource } from '../core/intake/source-files.ts';
import type { TakenMedia } from '../core/intake/take-media.ts';

/**
 * Prepared pictures of the library folder in use. Those that were stored while another folder was in use stay there
 * and stay readable.
 */
export class SourceFolders {
  #folders: readonly [SourceFiles, ...SourceFiles[]];

  constructor(folder: string, earlier: readonly string[]) {
    this.#folders = [new SourceFiles(folder), ...earlier.map((each) => new SourceFiles(each))];
  }

  /** Stores in another folder from now on. */
  use(folder: string): void {
    this.#folders = [new SourceFiles(folder), ...this.#folders.filter((files) => files.folder !== folder)];
  }

  put(bytes: Uint8Array): Promise<Outcome<StoredSource>> {
    return this.#folders[0].put(bytes);
  }

  /** Copies a reference video or voice in, checked. */
  take(from: string, name: string): Promise<Outcome<TakenMedia>> {
    return this.#folders[0].take(from, name);
  }

  /** Where a picture lies; in the folder in use when it is nowhere. @throws RangeError for anything but a SHA-256. */
  async find(sha256: string): Promise<string> {
    return (await this.#holding(sha256)).pathOf(sha256);
  }

  /** Reads a picture and proves it; `source-missing` when it is in none of the folders. */
  async read(sha256: string): Promise<Outcome<Buffer>> {
    return (await this.#holding(sha256)).read(sha256);
  }

  /** True when one of the folders has a file for this hash; `read` says whether it is still right. */
  async has(sha256: string): Promise<boolean> {
    return (await this.#holding(sha256)).has(sha256);
  }

  async #holding(sha256: string): Promise<SourceFiles> {
    for (const files of this.#folders) if (await files.has(sha256)) return files;
    return this.#folders[0];
  }
}
