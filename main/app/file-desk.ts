import path from 'node:path';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { adoptVideos, type ImportReport, importVideos } from '../core/library/import.ts';
import type { Library, Reading } from '../core/library/library.ts';
import { locateClip } from '../core/library/locate.ts';
import type { Ids } from '../core/ports.ts';
import type { Tell } from './tell.ts';

export interface FileDeskOptions {
  readonly ids: Ids;
  readonly library: () => Library;
  readonly tell: Pick<Tell, 'library' | 'libraryChanged' | 'show' | 'notice'>;
  /** Asks the person for a video; null: they changed their mind. */
  readonly askForVideo: (name: string) => Promise<string | null>;
  /** Asks the person for videos, or for folders of them. */
  readonly askForVideos: (what: 'files' | 'folder') => Promise<readonly string[]>;
}

/** What a person has shown for a missing clip. */
export type Shown = 'located' | 'different' | 'nothing';

/** Between two words on how far an import is, in milliseconds. */
const PAUSE_MS = 200;

/** Brings files into the library that did not come from a job: foreign videos, and missing clips found again. */
export class FileDesk {
  readonly #options: FileDeskOptions;
  /** Shown for a clip, but with another content. */
  #different: { readonly clipId: string; readonly file: string } | null = null;
  #running: AbortController | null = null;
  #progress: Reading | null = null;
  #told = 0;

  constructor(options: FileDeskOptions) {
    this.#options = options;
  }

  /** How far an import is; null while there is none. */
  get progress(): Reading | null {
    return this.#progress;
  }

  /**
   * Lets the person show where a missing clip's file is.
   * @param anyway takes the file that was shown before and has another content.
   */
  async locate(clipId: string, anyway: boolean): Promise<Outcome<{ shown: Shown; clips: number }>> {
    const { library, tell, askForVideo } = this.#options;
    const clip = library().get(clipId);
    if (!clip) return fail('clip-missing');
    const kept = this.#different?.clipId === clipId ? this.#different.file : null;
    const file = anyway ? kept : await askForVideo(path.posix.basename(clip.name));
    if (file === null) return ok({ shown: 'nothing', clips: 0 });
    const located = await locateClip(library(), clipId, file, anyway);
    if (!located.ok) return located;
    const { ids } = located.value;
    this.#different = ids.length === 0 ? { clipId, file } : null;
    if (ids.length > 0) tell.libraryChanged();
    return ok({ shown: ids.length > 0 ? 'located' : 'different', clips: ids.length });
  }

  /** Copies videos that the person chooses; null: they chose none. `import-busy` while another import runs. */
  async import(what: 'files' | 'folder'): Promise<Outcome<ImportReport | null>> {
    if (this.#running) return fail('import-busy');
    const paths = await this.#options.askForVideos(what);
    return paths.length === 0 ? ok(null) : this.take(paths);
  }

  /** Copies these videos and those in these folders. */
  take(paths: readonly string[]): Promise<Outcome<ImportReport>> {
    return this.#run((options) => importVideos(paths, options));
  }

  /** Copies videos that the system gave Kinora to open, and shows the library. */
  async open(paths: readonly string[]): Promise<void> {
    const { tell } = this.#options;
    const report = await this.take(paths);
    tell.show({ view: 'library', clipId: null });
    for (const { failure } of report.ok ? report.value.failed : [{ failure: report.error }])
      tell.notice('warning', failure);
  }

  /** Makes clips of the videos that lie in a library folder without being any. */
  adopt(folderId: string): Promise<Outcome<ImportReport>> {
    const folder = this.#options.library().all.find(({ id }) => id === folderId);
    if (!folder || folder.state === 'away') return Promise.resolve(fail('folder-away'));
    if (folder.state === 'read-only') return Promise.resolve(fail('folder-read-only'));
    return this.#run((options) => adoptVideos(folder, options));
  }

  cancel(): void {
    this.#running?.abort();
  }

  async #run(
    work: (options: Parameters<typeof importVideos>[1]) => Promise<ImportReport>,
  ): Promise<Outcome<ImportReport>> {
    if (this.#running) return fail('import-busy');
    const running = new AbortController();
    this.#running = running;
    const { ids, library, tell } = this.#options;
    try {
      const onProgress = (done: number, total: number): void => this.#say({ done, total });
      return ok(await work({ library: library(), ids, signal: running.signal, onProgress }));
    } finally {
      this.#running = null;
      this.#progress = null;
      tell.libraryChanged();
    }
  }

  #say(progress: Reading): void {
    this.#progress = progress;
    const now = Date.now();
    if (now - this.#told < PAUSE_MS) return;
    this.#told = now;
    this.#options.tell.library();
  }
}
