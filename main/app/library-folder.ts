import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { MAX_FOLDERS } from '../../preload/contract/limits.ts';
import { isFinal } from '../../preload/contract/vocabulary.ts';
import type { Engine } from '../core/job/engine.ts';
import type { FillReport } from '../core/library/fill.ts';
import {
  type FolderPlace,
  idAt,
  isWithin,
  type LibraryFolders,
  lookAt,
  makeFolders,
  nameOfFolder,
} from '../core/library/folders.ts';
import { bareVideos } from '../core/library/import.ts';
import type { Reading } from '../core/library/library.ts';
import { FolderCopy, placeFor, renameFolder } from '../core/library/move.ts';
import { hasClips } from '../core/library/scan.ts';
import { makeFolder } from '../core/store/atomic-file.ts';
import type { ClipFolder } from './clip-folder.ts';
import type { SettingsStore } from './settings.ts';
import type { Tell } from './tell.ts';

export interface FolderDeskOptions {
  readonly engine: () => Pick<Engine, 'jobs'>;
  readonly clips: Pick<ClipFolder, 'use' | 'places' | 'library'>;
  readonly settings: Pick<SettingsStore, 'get' | 'update'>;
  readonly tell: Pick<Tell, 'settings' | 'library' | 'libraryChanged' | 'notice'>;
  /** Asks the person; null: they changed their mind. */
  readonly ask: () => Promise<string | null>;
  /** Moves something to the system's trash. */
  readonly trash: (place: string) => Promise<void>;
}

/** Between two words on how far a move is, in milliseconds. */
const PAUSE_MS = 200;

/** Which folders the library has, as the person wants it. */
export class FolderDesk {
  readonly #options: FolderDeskOptions;
  #moving: { readonly stop: AbortController; progress: Reading; told: number } | null = null;
  #removed: { readonly place: FolderPlace; readonly at: number }[] = [];

  constructor(options: FolderDeskOptions) {
    this.#options = options;
  }

  /**
   * Lets the person choose where new clips go from now on, and adds that folder with every clip that lies in it. The
   * others stay in the library.
   * @returns whether another folder was chosen; `folder-busy` while clips are in progress.
   */
  async choose(): Promise<Outcome<boolean>> {
    if (this.#isBusy()) return fail('folder-busy');
    const chosen = await this.#options.ask();
    if (chosen === null) return ok(false);
    // A dialog may be open for long; jobs may have begun meanwhile.
    if (this.#isBusy()) return fail('folder-busy');
    const known = await this.#knownAt(chosen);
    const place = known ? ok(known) : await this.#newPlace(chosen, true);
    if (!place.ok) return place;
    const usable = makeFolders(chosen);
    if (!usable.ok) return usable;
    await this.#use([place.value, ...this.#without(place.value)]);
    return ok(true);
  }

  /**
   * Lets the person add a folder, or show where one that is away is now.
   * @returns its id, and how many videos in it are no clips yet; null: they did not. `folder-known`, `folder-nested`, `folder-unusable`, `too-many-folders`.
   */
  async add(): Promise<Outcome<{ id: string; videos: number } | null>> {
    const chosen = await this.#options.ask();
    if (chosen === null) return ok(null);
    const place = (await this.#knownAt(chosen)) ? fail('folder-known') : await this.#newPlace(chosen);
    if (!place.ok) return place;
    const { places } = this.#options.clips;
    const at = places.findIndex(({ id }) => id === place.value.id);
    await this.#use(at < 0 ? [...places, place.value] : places.with(at, place.value));
    const folder = this.#options.clips.library.all.find((each) => each.id === place.value.id);
    const videos = folder?.state === 'ready' ? await bareVideos(folder.root) : [];
    return ok({ id: place.value.id, videos: videos.length });
  }

  /** Takes a folder out of the library; nothing in it is touched. `folder-last`, `folder-busy`. */
  async remove(id: string): Promise<Outcome<null>> {
    const { places } = this.#options.clips;
    const at = places.findIndex((place) => place.id === id);
    const place = places[at];
    if (!place) return ok(null);
    if (places.length === 1) return fail('folder-last');
    if (at === 0 && this.#isBusy()) return fail('folder-busy');
    this.#removed = [...this.#removed, { place, at }];
    await this.#use(this.#without(place));
    return ok(null);
  }

  /** Undoes `remove`. */
  async restore(id: string): Promise<Outcome<null>> {
    const removed = this.#removed.find(({ place }) => place.id === id);
    if (!removed) return fail('undo-too-late');
    if (removed.at === 0 && this.#isBusy()) return fail('folder-busy');
    const others = this.#without(removed.place);
    await this.#use(others.toSpliced(removed.at, 0, removed.place));
    return ok(null);
  }

  /** New clips go to this folder from now on. `folder-busy`, `folder-away`, `folder-read-only`. */
  async makeFirst(id: string): Promise<Outcome<null>> {
    if (this.#isBusy()) return fail('folder-busy');
    const place = this.#options.clips.places.find((each) => each.id === id);
    if (!place) return fail('folder-away');
    const { state } = await lookAt(id, place.path);
    if (state === 'read-only') return fail('folder-read-only');
    if (state !== 'ready') return fail('folder-away');
    await this.#use([place, ...this.#without(place)]);
    return ok(null);
  }

  /** How many bytes of a folder that is being moved are at its new place; null while there is none. */
  get moving(): Reading | null {
    return this.#moving?.progress ?? null;
  }

  /**
   * Lets the person choose another place for a folder and moves everything in it there: in one step where that can be,
   * else copied and checked; only when the library uses the copy does the old folder go to the trash. A crash leaves a
   * whole library at the old place or at the new one.
   * @returns false: no place was chosen, or it was stopped. `folder-busy`, `folder-taken`, `folder-nested`, `disk-full`.
   */
  async move(id: string): Promise<Outcome<boolean>> {
    if (this.#moving || this.#isBusy()) return fail('folder-busy');
    const chosen = await this.#options.ask();
    if (chosen === null) return ok(false);
    const { library } = this.#options.clips;
    const folder = library.all.find((each) => each.id === id);
    if (!folder || folder.state === 'away') return fail('folder-away');
    const real = await realpath(chosen).catch(() => chosen);
    const place = await placeFor(real, path.basename(folder.root), id);
    if (!place.ok) return place;
    const to = place.value;
    const overlaps = library.all.some(({ root }) => root === to || isWithin(to, root) || isWithin(root, to));
    if (overlaps) return fail('folder-nested');
    this.#moving = { stop: new AbortController(), progress: { done: 0, total: 0 }, told: 0 };
    try {
      this.#note(id, to);
      const moved = await this.#moveTo(folder, to);
      if (!moved.ok || !moved.value) this.#note(id, undefined);
      return moved;
    } finally {
      this.#moving = null;
      this.#options.tell.libraryChanged();
    }
  }

  stopMove(): void {
    this.#moving?.stop.abort();
  }

  async #moveTo({ id, root, state }: LibraryFolders, to: string): Promise<Outcome<boolean>> {
    const { clips, trash, tell } = this.#options;
    const { stop } = this.#moving ?? { stop: new AbortController() };
    const change = (): Promise<void> =>
      this.#use(
        clips.places.map((place) => (place.id === id ? { id, path: to } : place)),
        false,
      );
    const renamed = await clips.library.alone(async () => {
      if (this.#isBusy() || state !== 'ready' || !(await renameFolder(root, to))) return false;
      await change();
      return true;
    });
    if (renamed) return ok(true);
    const copy = new FolderCopy(root, to);
    const progress = (done: number, total: number): void => this.#say({ done, total });
    const copied = await copy.run(stop.signal, progress);
    if (!copied.ok || !copied.value) return copied;
    // What has changed meanwhile, while nothing else changes.
    const last = await clips.library.alone(async () => {
      if (this.#isBusy()) return fail('folder-busy');
      const rest = await copy.run(stop.signal, () => undefined);
      if (!rest.ok || !rest.value) return rest;
      const whole = await copy.complete();
      if (!whole.ok) return whole;
      await change();
      return rest;
    });
    if (!last.ok || !last.value) return last;
    await copy.forget().catch(() => undefined);
    if (state === 'ready')
      await trash(root).catch(() =>
        tell.notice('warning', { code: 'folder-left', facts: { name: nameOfFolder(root) } }),
      );
    return ok(true);
  }

  /** Remembers where a folder is being moved, so that a crash in the middle leaves no doubt. */
  #note(id: string, movingTo: string | undefined): void {
    const { settings, clips } = this.#options;
    const folders = clips.places.map((place) =>
      place.id === id && movingTo !== undefined ? { ...place, movingTo } : { ...place },
    );
    settings.update({ folders });
  }

  #say(progress: Reading): void {
    if (!this.#moving) return;
    this.#moving.progress = progress;
    const now = Date.now();
    if (now - this.#moving.told < PAUSE_MS) return;
    this.#moving.told = now;
    this.#options.tell.library();
  }

  /** Compares the folders with the index now. */
  async lookAgain(): Promise<Outcome<FillReport>> {
    const report = await this.#options.clips.library.fillMissing();
    this.#options.tell.libraryChanged();
    return report;
  }

  /** Whether disks have come or gone; clips on one that has come are compared with the index. */
  async lookForDisks(): Promise<void> {
    if (await this.#options.clips.library.look()) await this.lookAgain();
  }

  #isBusy(): boolean {
    const jobs = this.#options.engine().jobs();
    return jobs.some(({ state }) => !isFinal(state.name) && state.name !== 'absent');
  }

  #without({ id }: FolderPlace): FolderPlace[] {
    return this.#options.clips.places.filter((place) => place.id !== id);
  }

  async #knownAt(chosen: string): Promise<FolderPlace | null> {
    const real = await realpath(chosen).catch(() => chosen);
    const known = this.#options.clips.library.all.find(
      ({ root, state }) => state !== 'away' && root === real,
    );
    return known ? { id: known.id, path: known.path } : null;
  }

  /** @param make also where it does not exist. Nothing is written into a folder that is refused. */
  async #newPlace(chosen: string, make = false): Promise<Outcome<FolderPlace>> {
    const { library, places } = this.#options.clips;
    const real = await realpath(chosen).catch(() => chosen);
    const kept = idAt(real);
    const known = library.all.find((folder) => folder.id === kept);
    if (known && known.state !== 'away') return fail('folder-known');
    const others = library.all.filter((folder) => folder !== known);
    if (others.some((folder) => isWithin(real, folder.root) || isWithin(folder.root, real)))
      return fail('folder-nested');
    // One that has lost what it is known by, and is shown again with its clips.
    const lost = others.find((folder) => folder.state === 'away' && folder.path === chosen);
    const again = lost && kept === null && (await hasClips(real)) ? lost : null;
    if (!known && !again && places.length >= MAX_FOLDERS) return fail('too-many-folders');
    if (make) {
      const made = await makeFolder(chosen);
      if (!made.ok) return made;
    }
    const { state, id } = await lookAt(null, chosen, again?.id);
    return state === 'away' ? fail('folder-unusable') : ok({ id, path: chosen });
  }

  /** @param compare false where the same clips lie in the folders as before. */
  async #use(places: readonly FolderPlace[], compare = true): Promise<void> {
    const { clips, settings, tell } = this.#options;
    const [first, ...others] = places;
    if (!first) return;
    const before = clips.places.map((place) => place.path);
    await clips.use(first, others);
    const now = new Set(places.map((place) => place.path));
    const earlier = [...before, ...settings.get().earlierFolders].filter((place) => !now.has(place));
    settings.update({
      folders: [...places],
      libraryFolder: first.path,
      earlierFolders: [...new Set(earlier)].slice(0, MAX_FOLDERS),
    });
    tell.settings();
    if (compare) await clips.library.fillMissing();
    tell.libraryChanged();
  }
}
