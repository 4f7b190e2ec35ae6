import path from 'node:path';
import { type Outcome, ok } from '../../preload/contract/errors.ts';
import type { ClipStore, FinishedDownload } from '../core/job/context.ts';
import type { ClipRecord } from '../core/library/clip-record.ts';
import { makeFolders, sourcesOf } from '../core/library/folders.ts';
import { type Library, openLibrary } from '../core/library/library.ts';
import type { Clock, Ids, Log } from '../core/ports.ts';
import { SourceFolders } from './source-folders.ts';

export interface ClipFolderOptions {
  readonly indexPath: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly onClip: (clip: ClipRecord) => void;
  /** Library folders of before: what was prepared while they were in use is still theirs. */
  readonly earlierFolders?: readonly string[];
  /** A damaged index was put beside a new one. */
  readonly onSetAside?: () => void;
}

/** The library folder in use, with its index and the pictures that its clips were made from. */
export class ClipFolder implements ClipStore {
  readonly #options: ClipFolderOptions;
  readonly #sources: SourceFolders;
  #library: Library;

  private constructor(library: Library, options: ClipFolderOptions) {
    this.#options = options;
    this.#library = library;
    const earlier = options.earlierFolders ?? [];
    this.#sources = new SourceFolders(library.folders.sources, earlier.map(sourcesOf));
  }

  /** Opens the library in `folder`, making it when it is not there. */
  static open(folder: string, options: ClipFolderOptions): Outcome<ClipFolder> {
    const opened = openLibrary({ folder, ...options });
    return opened.ok ? ok(new ClipFolder(opened.value, options)) : opened;
  }

  get library(): Library {
    return this.#library;
  }

  get sources(): SourceFolders {
    return this.#sources;
  }

  /** The folder as a person knows it: its own name and its parent's. */
  get name(): string {
    const { folder } = this.#library;
    return path.join(path.basename(path.dirname(folder)), path.basename(folder));
  }

  get incoming(): string {
    return this.#library.folders.incoming;
  }

  /**
   * Uses another folder from now on. What is in the old one stays there; the index is made anew from the clips, by
   * `fillMissing`. A folder that cannot be used changes nothing.
   */
  use(folder: string): Outcome<null> {
    const usable = makeFolders(folder);
    if (!usable.ok) return usable;
    const before = this.#library.folder;
    this.#library.close();
    const opened = openLibrary({ folder, ...this.#options });
    const library = opened.ok ? opened : openLibrary({ folder: before, ...this.#options });
    if (library.ok) {
      this.#library = library.value;
      this.#sources.use(library.value.folders.sources);
    }
    return opened.ok ? ok(null) : opened;
  }

  publish(download: FinishedDownload): Promise<Outcome<ClipRecord>> {
    const { job, remoteId, path: partPath, bytes, sha256, media, charged } = download;
    return this.#library.publish({
      partPath,
      clipId: this.#options.ids.next(),
      createdAt: this.#options.clock.now(),
      jobId: job.id,
      batchId: job.batchId,
      accountId: job.accountId,
      remoteJobId: remoteId,
      recipe: job.recipe,
      price: { estimate: job.estimate, charged, priceVersion: job.recipe.priceVersion },
      media: { ...media, bytes, sha256 },
      ...(job.retryOf === null ? {} : { lineage: { retryOf: job.retryOf } }),
    });
  }

  async index(clip: ClipRecord): Promise<void> {
    const indexed = await this.#library.indexClip(clip);
    // The next start gives it its row; the clip itself is safe.
    if (!indexed.ok) this.#options.log('warn', 'clip.not-indexed', { code: indexed.error.code });
    this.#options.onClip(clip);
  }
}
