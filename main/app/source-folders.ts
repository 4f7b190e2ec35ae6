import type { Outcome } from '../../preload/contract/errors.ts';
import type { ProvedFile } from '../core/intake/proved-file.ts';
import { SourceFiles, type StoredSource } from '../core/intake/source-files.ts';
import type { TakenMedia } from '../core/intake/take-media.ts';
import { sourcesOf } from '../core/library/folders.ts';
import type { Library } from '../core/library/library.ts';

/** Folders of before that are looked through. */
const MOST_FOLDERS = 20;

/**
 * Prepared pictures. They are stored in the library folder that new clips go to; those in other library folders, also
 * in those of before, stay there and stay readable.
 */
export class SourceFolders {
  readonly #library: Pick<Library, 'all' | 'folders' | 'ready'>;
  #earlier: readonly string[];

  /** @param earlier library folders of before. */
  constructor(library: Pick<Library, 'all' | 'folders' | 'ready'>, earlier: readonly string[]) {
    this.#library = library;
    this.#earlier = earlier;
  }

  /** Keeps looking through these folders. */
  remember(folders: readonly string[]): void {
    this.#earlier = [...new Set([...folders, ...this.#earlier])].slice(0, MOST_FOLDERS);
  }

  /** @returns `folder-away` or `folder-read-only` while nothing can be stored, or what `SourceFiles.put` answers. */
  async put(bytes: Uint8Array): Promise<Outcome<StoredSource>> {
    const ready = await this.#library.ready();
    return ready.ok ? this.#first().put(bytes) : ready;
  }

  /** Copies a reference video or voice in, checked. */
  async take(from: string, name: string): Promise<Outcome<TakenMedia>> {
    const ready = await this.#library.ready();
    return ready.ok ? this.#first().take(from, name) : ready;
  }

  /** Where a picture lies; in the first folder when it is nowhere. @throws RangeError for anything but a SHA-256. */
  async find(sha256: string): Promise<string> {
    return (await this.#holding(sha256)).pathOf(sha256);
  }

  /** Opens a picture, which is proved while it is read; `source-missing` when it is in none of the folders. */
  async open(sha256: string): Promise<Outcome<ProvedFile>> {
    return (await this.#holding(sha256)).open(sha256);
  }

  /** Reads a picture and proves it; `source-missing` when it is in none of the folders. */
  async read(sha256: string): Promise<Outcome<Buffer>> {
    return (await this.#holding(sha256)).read(sha256);
  }

  /** True when one of the folders has a file for this hash; `read` says whether it is still right. */
  async has(sha256: string): Promise<boolean> {
    return (await this.#holding(sha256)).has(sha256);
  }

  #first(): SourceFiles {
    return new SourceFiles(this.#library.folders.sources);
  }

  async #holding(sha256: string): Promise<SourceFiles> {
    const places = [...this.#library.all.map(({ sources }) => sources), ...this.#earlier.map(sourcesOf)];
    for (const place of new Set(places)) {
      const files = new SourceFiles(place);
      if (await files.has(sha256)) return files;
    }
    return this.#first();
  }
}
