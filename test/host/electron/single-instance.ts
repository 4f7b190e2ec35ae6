/** One instance per data folder: a lock that ends with the process, and a folder through which starts are handed over. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

type SecondInstance = (argv: readonly string[], folder: string, data: unknown) => void;

interface HandOver {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly data?: unknown;
}

export class SingleInstance {
  readonly #lockFile: string;
  readonly #inbox: string;
  #lock: DatabaseSync | undefined;
  #watcher: fs.FSWatcher | undefined;

  constructor(userData: string) {
    this.#lockFile = path.join(userData, 'host-instance.lock');
    this.#inbox = path.join(userData, 'host-instances');
  }

  get held(): boolean {
    return this.#lock !== undefined;
  }

  /** SQLite's exclusive lock is taken at once, and the system releases it however the process ends. */
  acquire(): boolean {
    if (this.#lock) return true;
    const lock = new DatabaseSync(this.#lockFile);
    try {
      lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch {
      lock.close();
      return false;
    }
    this.#lock = lock;
    fs.rmSync(this.#inbox, { recursive: true, force: true });
    fs.mkdirSync(this.#inbox, { recursive: true, mode: 0o700 });
    return true;
  }

  /** Reports every start that was handed over, also those from before this call. */
  listen(onSecondInstance: SecondInstance): void {
    if (!this.held) return;
    const takeAll = (): void => {
      for (const name of fs.readdirSync(this.#inbox).filter((file) => file.endsWith('.json'))) {
        const file = path.join(this.#inbox, name);
        const { argv, folder, data }: HandOver = JSON.parse(fs.readFileSync(file, 'utf8'));
        fs.rmSync(file);
        onSecondInstance(argv, folder, data);
      }
    };
    this.#watcher = fs.watch(this.#inbox, takeAll).unref();
    takeAll();
  }

  /** Leaves this start for the first instance; the returned function waits until that has taken it. */
  handOver(argv: readonly string[], folder: string, data: unknown): () => Promise<void> {
    const file = path.join(this.#inbox, `${randomUUID()}.json`);
    try {
      // Renamed when complete, so that the first instance never reads half a message.
      fs.writeFileSync(`${file}.part`, JSON.stringify({ argv, folder, data }));
      fs.renameSync(`${file}.part`, file);
    } catch {
      // The first instance ended a moment ago.
      return async () => undefined;
    }
    return async () => {
      const patience = Date.now() + 3000;
      while (fs.existsSync(file) && Date.now() < patience) await delay(10);
    };
  }

  release(): void {
    this.#watcher?.close();
    this.#lock?.close();
    this.#lock = undefined;
  }
}
