import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SettingsStore } from '../../../main/app/settings.ts';
import { openStorage, type Storage } from '../../../main/app/storage.ts';
import { Journal } from '../../../main/core/store/journal.ts';
import { systemClock, systemIds } from '../../../main/core/system.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { micro } from '../../../preload/contract/money.ts';
import { newClip, openAt } from '../library/new-clip.ts';
import { fastFolder, mustOpen, NOW, play, rowsOf } from './run.ts';

/** What a start of Kinora's storage found. */
export interface Found {
  readonly notices: readonly string[];
  readonly rows: readonly string[];
  readonly settings: string;
  /** The page of clips that a person would see. */
  readonly clips: string;
  readonly paused: boolean;
}

/** A person's folders after some use: a journal, settings, three clips and their index. */
export class Profile {
  readonly folder = fastFolder();
  readonly userData = path.join(this.folder, 'user data');
  readonly #pristine = path.join(this.folder, 'pristine');
  readonly #videos = path.join(this.folder, 'videos');
  #before: Found | null = null;

  /** @param crashed leaves the journal as a killed app does, its last commits in the log only. */
  static async make({ crashed = false } = {}): Promise<Profile> {
    const profile = new Profile();
    mkdirSync(profile.#pristine);
    const at = (name: string): string => path.join(profile.#pristine, name);
    const { db } = mustOpen(at('journal.db'));
    const journal = new Journal(db);
    for (const _ of play(journal, 6));
    const last = new Map(
      crashed ? ['journal.db', 'journal.db-wal'].map((name) => [name, readFileSync(at(name))]) : [],
    );
    journal.close();
    for (const [name, bytes] of last) writeFileSync(at(name), bytes);
    const settings = new SettingsStore(profile.#pristine, NOW);
    settings.update({ monthlyBudget: micro(50_000_000), theme: 'dark' });
    const library = openAt(path.join(profile.#videos, 'Kinora'), { indexPath: at('library.db') });
    for (const prompt of ['Waves roll in', 'The mist lifts slowly', 'Gulls cross the frame']) {
      const published = await library.publish(newClip(library.folders.incoming, { prompt, at: NOW }));
      if (!published.ok) throw new Error(published.error.code);
      await library.indexClip(published.value);
    }
    await library.fillMissing();
    library.close();
    profile.restore();
    profile.#before = await profile.start();
    return profile;
  }

  /** Puts everything back as it was when it was made. */
  restore(): void {
    rmSync(this.userData, { recursive: true, force: true });
    cpSync(this.#pristine, this.userData, { recursive: true });
  }

  bytes(name: string): Buffer {
    return readFileSync(path.join(this.#pristine, name));
  }

  /** Starts with one file changed, and answers all that is wrong with what came of it. */
  startWith(name: string, bytes: Buffer): Promise<{ wrong: string[]; told: boolean }> {
    this.restore();
    writeFileSync(path.join(this.userData, name), bytes);
    return this.#judge(() => this.#isKept(name, bytes));
  }

  /** The same with one file gone. */
  startWithout(name: string): Promise<{ wrong: string[]; told: boolean }> {
    this.restore();
    rmSync(path.join(this.userData, name));
    return this.#judge(() => true);
  }

  async #judge(isKept: () => boolean): Promise<{ wrong: string[]; told: boolean }> {
    const { before } = this;
    let found: Found;
    try {
      found = await this.start();
    } catch (error) {
      return { wrong: [error instanceof Error ? error.message : String(error)], told: false };
    }
    const told = (start: string): boolean => found.notices.some((code) => code.startsWith(start));
    const wrong: string[] = [];
    if (found.clips !== before.clips) wrong.push(`the clips are ${found.clips}`);
    if (found.rows.join() !== before.rows.join() && !told('journal')) wrong.push('rows changed in silence');
    if (told('journal') && !found.paused) wrong.push('sending goes on');
    const altered = found.rows.filter((row) => !before.rows.includes(row) && !isRepair(row));
    if (told('journal-set-aside') && altered.length > 0)
      wrong.push(`altered rows were taken over: ${altered}`);
    if (found.settings !== before.settings) wrong.push(`the settings are ${found.settings}`);
    if (found.notices.length > 0 && !isKept()) wrong.push('the damaged file is gone');
    return { wrong, told: found.notices.length > 0 };
  }

  get before(): Found {
    if (!this.#before) throw new Error('not made');
    return this.#before;
  }

  /** Opens the storage as the app does, brings the index up to date, and closes it. */
  async start(): Promise<Found> {
    const log = (): void => undefined;
    const storage = openStorage({
      userData: this.userData,
      videos: this.#videos,
      clock: { ...systemClock, now: () => NOW },
      ids: systemIds(systemClock),
      log,
      onClip: log,
    });
    if ('refused' in storage) throw new Error(storage.refused);
    const seen = await look(storage);
    const db = new DatabaseSync(path.join(this.userData, 'journal.db'), { readOnly: true });
    const rows = rowsOf(db);
    db.close();
    return { ...seen, rows };
  }

  /** Whether bytes that were put under `name` are still somewhere beside it. */
  #isKept(name: string, bytes: Buffer): boolean {
    // A database that could be opened is kept as a copy, or with its log brought home.
    const exact = !name.startsWith('journal.db') && !name.startsWith('library.db');
    return readdirSync(this.userData)
      .filter((each) => each.startsWith(name.replace(/-wal$/, '')) && each.includes('.corrupt-'))
      .some((each) => !exact || readFileSync(path.join(this.userData, each)).equals(bytes));
  }

  /** Hashes of the clips and their sidecars. */
  clipFiles(): Record<string, string> {
    const folder = path.join(this.#videos, 'Kinora');
    const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
    const hash = (name: string): string =>
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex');
    return Object.fromEntries(names.map((name) => [name, hash(name)]));
  }

  remove(): void {
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true });
  }
}

async function look({ journal, settings, clips, hear }: Storage): Promise<Omit<Found, 'rows'>> {
  try {
    const read = () => clips.library.page({ cursor: null, limit: 10, query: EVERY_CLIP });
    // Damage may be met only now; then the index is filled again, and the page told to ask anew.
    read();
    await clips.library.fillMissing();
    const page = read();
    const notices: string[] = [];
    hear((_level, { code }) => notices.push(code));
    const { paused, ...rest } = settings.get();
    return {
      notices,
      settings: JSON.stringify(rest),
      clips: JSON.stringify(page.ok ? page.value : page.error),
      paused,
    };
  } finally {
    clips.library.close();
    journal.close();
  }
}

/** A job of the service whose own job is lost, offered like one from elsewhere; a send made up for a lost one. */
const isRepair = (row: string): boolean => row.includes('"elsewhere":1') || row.includes('"known":"[]"');
