import { planName } from '../../preload/contract/clip-name.ts';
import { type Outcome, ok } from '../../preload/contract/errors.ts';
import type { ClipStore, FinishedDownload } from '../core/job/context.ts';
import type { ClipRecord } from '../core/library/clip-record.ts';
import { type FolderPlace, nameOfFolder } from '../core/library/folders.ts';
import { type Library, type LibraryOptions, openLibrary } from '../core/library/library.ts';
import type { Ids } from '../core/ports.ts';
import { withoutCeiling } from '../core/recipe.ts';
import { SourceFolders } from './source-folders.ts';

export interface ClipFolderOptions extends Omit<LibraryOptions, 'folder'> {
  readonly ids: Ids;
  readonly onClip: (clip: ClipRecord) => void;
  /** What new clips are called; without: as ever. */
  readonly nameTemplate?: () => string;
  /** Library folders of before: what was prepared while they were in use is still theirs. */
  readonly earlierFolders?: readonly string[];
}

/** The library with its folders, and the pictures that its clips were made from. */
export class ClipFolder implements ClipStore {
  readonly #options: ClipFolderOptions;
  readonly #sources: SourceFolders;
  readonly #library: Library;

  private constructor(library: Library, options: ClipFolderOptions) {
    this.#options = options;
    this.#library = library;
    this.#sources = new SourceFolders(library, options.earlierFolders ?? []);
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

  /** The folder that new clips go to, as a person knows it. */
  get name(): string {
    return nameOfFolder(this.#library.folder);
  }

  /** The folders as the settings keep them; new clips go to the first. */
  get places(): readonly FolderPlace[] {
    return this.#library.all.map(({ id, path: place }) => ({ id, path: place }));
  }

  get incoming(): string {
    return this.#library.folders.incoming;
  }

  /**
   * Uses these folders from now on. What is in the others stays there; of the clips in further ones the index learns
   * by `fillMissing`.
   */
  async use(first: FolderPlace, others: readonly FolderPlace[]): Promise<void> {
    const before = this.#library.all.map((folder) => folder.path);
    this.#library.use(first, others);
    this.#sources.remember(before);
    await this.#library.look();
  }

  ready(): Promise<Outcome<void>> {
    return this.#library.ready();
  }

  publish(download: FinishedDownload): Promise<Outcome<ClipRecord>> {
    const { job, remoteId, path: partPath, bytes, sha256, media, charged } = download;
    const { nameTemplate } = this.#options;
    const createdAt = this.#options.clock.now();
    const { prompt } = job.recipe.params;
    const facts = {
      image: job.recipe.inputs[0]?.name ?? '',
      prompt: typeof prompt === 'string' ? prompt : '',
      modelId: job.recipe.modelId,
      createdAt,
    };
    return this.#library.publish({
      partPath,
      ...(nameTemplate && { naming: planName(nameTemplate(), facts) }),
      clipId: this.#options.ids.next(),
      createdAt,
      jobId: job.id,
      batchId: job.batchId,
      accountId: job.accountId,
      remoteJobId: remoteId,
      recipe: withoutCeiling(job.recipe),
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
