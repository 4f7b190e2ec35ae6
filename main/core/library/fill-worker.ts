import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { type ClipRows, placeFor, rowsOf } from './clip-row.ts';
import { type ClipFile, ClipsTable } from './clips-table.ts';
import { type FillMessage, type FillWork, listOf, partsOf, type ReadWork } from './fill-messages.ts';
import { modifiedOf, SidecarReader } from './read-sidecars.ts';
import { SharedTurn } from './shared-turn.ts';
import { clipNameOf, recordOf, sidecarNameOf } from './sidecar.ts';

/** A clip on its way from the thread that reads to the one that fills. */
interface Found {
  readonly file: ClipFile;
  readonly rows: ClipRows;
}

interface Step {
  readonly found: readonly Found[];
  /** Sidecars that are not that simple: they are for the main thread. */
  readonly left: readonly string[];
  readonly read: number;
}

/** Clips of one step: they are committed together, which keeps whoever else writes waiting for some milliseconds. */
const STEP = 600;
/** After so long a step goes off as it is, in milliseconds: a slow disk shows what it has, too. */
const STEP_MS = 500;
/** Clips are read for so long at a time, in milliseconds. */
const READ_MS = 20;
/** Clips whose words are written together. */
const WORDS = 32;
/** Steps that are asked for in advance. */
const AHEAD = 2;
/** Whoever else writes never has to put back what this has written; a row comes with all that belongs to it. */
const PAGES = 'PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000';
/** Words are put together so many pages at a time: more at once take less. */
const MERGE_PAGES = 128;
/** For a lock of somebody else, in milliseconds. */
const LOCK_MS = 10_000;

/** Reads sidecars and works out what the index is told of their clips, a step each time it is asked. */
function read({ port, root, folder, names, missing, pending }: ReadWork): void {
  const isMissing = new Set(listOf(missing));
  const isPending = new Set(listOf(pending));
  const reader = new SidecarReader(root, listOf(names).sort());
  const step = async (): Promise<Step> => {
    const found: Found[] = [];
    const left: string[] = [];
    const before = reader.done;
    const end = performance.now() + STEP_MS;
    while (!reader.isDone && reader.done - before < STEP && performance.now() < end)
      await reader.readSome(performance.now() + READ_MS, ({ name, sidecar, file }) => {
        if (!sidecar.ok || isPending.has(sidecar.value.clipId)) {
          left.push(name);
          return;
        }
        const clip = recordOf(sidecar.value, folder, clipNameOf(name), isMissing.has(name));
        const modified = modifiedOf(file, clip);
        const { id, bytes, missing: gone } = clip;
        found.push({
          file: { id, folder, name: clip.name, bytes, missing: gone, modified },
          rows: rowsOf(clip, placeFor(clip), modified),
        });
      });
    found.sort((a, b) => a.rows.place - b.rows.place);
    return { found, left, read: reader.done - before };
  };
  let last: Promise<void> = Promise.resolve();
  port.on('message', () => {
    last = last.then(async () => port.postMessage(await step()));
  });
}

/** Writes what the other thread has read into the index. */
class Filler {
  readonly #work: FillWork;
  readonly #turn: SharedTurn;
  readonly #db: DatabaseSync;
  readonly #table: ClipsTable;
  #read = 0;

  constructor(work: FillWork, turn: SharedTurn) {
    this.#work = work;
    this.#turn = turn;
    this.#db = new DatabaseSync(work.indexPath, { timeout: LOCK_MS });
    this.#db.exec(`${PAGES}; PRAGMA synchronous = ${work.careless ? 'OFF' : 'NORMAL'}`);
    this.#table = new ClipsTable(this.#db);
  }

  close(): void {
    this.#db.close();
  }

  /** @returns what to tell; null when it has ended. */
  add({ found, left, read }: Step): FillMessage | null {
    const added: ClipFile[] = [];
    const others = [...left];
    for (const [n, { file, rows }] of found.entries()) {
      if (!this.#giveWay()) return null;
      // They come in the order of their places. Left to the commit, they would make it longer.
      if (n % WORDS === 0) this.#table.writeWords();
      if (this.#table.addNew(rows)) added.push(file);
      else others.push(sidecarNameOf(file.name));
    }
    this.#table.commit();
    this.#read += read;
    return { kind: 'step', added, left: others, read };
  }

  get isDone(): boolean {
    return this.#read >= this.#work.total;
  }

  /** Puts the words together and, where a power cut could have done harm until now, everything on the disk. */
  settle(): void {
    while (this.#giveWay() && this.#table.tidy(MERGE_PAGES));
    if (this.#turn.isEnded) return;
    this.#db.exec('PRAGMA synchronous = NORMAL');
    this.#table.setAbout('settled', 'yes');
    this.#db.exec('PRAGMA wal_checkpoint(PASSIVE)');
  }

  #giveWay(): boolean {
    if (!this.#turn.isWanted) return true;
    this.#table.commit();
    this.#turn.giveWay();
    return !this.#turn.isEnded;
  }
}

function fill(work: FillWork): void {
  const { port, memory } = work;
  const turn = new SharedTurn(memory);
  if (!turn.enter()) {
    port.close();
    return;
  }
  let filler: Filler | null = null;
  const tell = (message: FillMessage): void => parentPort?.postMessage(message);
  const end = (message: FillMessage): void => {
    filler?.close();
    filler = null;
    turn.leave();
    tell(message);
    port.close();
  };
  const attempt = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      end({ kind: 'failed', error: partsOf(error) });
    }
  };
  attempt(() => {
    filler = new Filler(work, turn);
  });
  port.on('message', (step: Step) =>
    attempt(() => {
      if (!filler) return;
      port.postMessage('next');
      const message = filler.add(step);
      if (message) tell(message);
      if (message && !filler.isDone) return;
      if (message) filler.settle();
      end({ kind: turn.isEnded ? 'ended' : 'done' });
    }),
  );
  // Where nothing is read at the moment nobody looks whether it has ended, or whether anybody still reads.
  port.once('close', () => attempt(() => end({ kind: 'ended' })));
  void turn.ended().then(() => attempt(() => end({ kind: 'ended' })));
  for (let step = 0; step < AHEAD; step += 1) port.postMessage('next');
}

const work: FillWork | ReadWork = workerData;
if (work.kind === 'fill') fill(work);
else read(work);
