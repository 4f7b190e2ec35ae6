import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { downloadFile } from '../../../main/core/download/download-file.ts';
import { systemClock } from '../../../main/core/system.ts';
import { newClip, openAt } from '../library/new-clip.ts';
import { clipOfLength, scratch, sha256 } from './clips.ts';
import { disk, systemError } from './disk.ts';
import { FaultServer, goodAnswer } from './fault-server.ts';
import { PowerLog, type Tree } from './power.ts';

const file = clipOfLength(100 * 1024);
/** Short answers make many checkpoints. */
const STEP = 5 * 1024;

const isClip = (name: string): boolean => name.endsWith('.mp4');
const isSidecar = (name: string): boolean => name.endsWith('.kinora.json');

interface State {
  readonly tree: Tree;
  /** The last call before the power went. */
  readonly after: string;
  /** Whether the clip had been published by then. */
  readonly published: boolean;
}

export interface PowerOptions {
  /** Whether the file system has hard links. */
  readonly links: boolean;
  /** From one state in so many the clip is brought home again, on a real disk. */
  readonly recoverEvery: number;
}

/**
 * Brings a clip home over a line that is cut again and again, and looks at everything that a power cut at any moment
 * of it may leave. `node:fs/promises` must be the faulty one.
 * @returns how many different states there were, and what was wrong with some of them.
 */
export async function cutThePower(options: PowerOptions): Promise<{ states: number; wrong: string[] }> {
  const server = await FaultServer.start(() => ({ head: '' }));
  const run = new PowerRun(server, options);
  try {
    const states = await run.states();
    const wrong: string[] = [];
    let n = 0;
    for (const state of states.values()) {
      n += 1;
      const recovers = n % options.recoverEvery === 0;
      const problem = run.judge(state) ?? (recovers ? await run.recover(state) : null);
      if (problem !== null) wrong.push(`after ${state.after}: ${problem}`);
    }
    return { states: states.size, wrong };
  } finally {
    disk.reset();
    await server.stop();
    run.clean();
  }
}

class PowerRun {
  readonly #server: FaultServer;
  readonly #links: boolean;
  readonly #home = realpathSync(mkdtempSync(path.join(scratch, 'kinora-power-')));
  readonly #root = path.join(this.#home, 'Kinora');
  readonly #clip: Omit<ReturnType<typeof newClip>, 'partPath'>;

  constructor(server: FaultServer, { links }: PowerOptions) {
    this.#server = server;
    this.#links = links;
    const { partPath: _, ...clip } = newClip(this.#home);
    const media = { seconds: 2, width: 160, height: 90, bytes: file.length, sha256: sha256(file) };
    this.#clip = { ...clip, media };
  }

  clean(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }

  /** Every state that a power cut at any moment of bringing the clip home may leave, each once. */
  async states(): Promise<Map<string, State>> {
    const log = new PowerLog();
    const states = new Map<string, State>();
    let published = false;
    mkdirSync(this.#root);
    disk.reset(this.#root);
    disk.before = ({ name }) => {
      if (name === 'link' && !this.#links) throw systemError('EPERM', name);
      return undefined;
    };
    disk.after = (call) => {
      log.note(call);
      const after = `${call.name} ${path.relative(this.#root, call.to ?? call.path)}`;
      for (const tree of log.possible()) {
        const state = { tree, after, published };
        states.set(keyOf(state), state);
      }
    };
    this.#server.reset((seen) => ({ ...goodAnswer(file, seen), cutAt: STEP, end: 'fin' }));
    await this.#bringHome(this.#root, () => {
      published = true;
    });
    disk.reset();
    this.#server.reset((seen) => goodAnswer(file, seen));
    return states;
  }

  /** What is wrong with the library folder in a state, or null. */
  judge({ tree, published }: State): string | null {
    const files = tree.get(this.#root) ?? new Map<string, Buffer>();
    for (const [name, bytes] of files) {
      // Where there are no links a name is first taken by an empty file.
      const reserved = !this.#links && bytes.length === 0;
      if (isClip(name) && !bytes.equals(file) && !reserved) return `${name} is not whole`;
      if (!isSidecar(name)) continue;
      if (!bytes.toString().includes(this.#clip.media.sha256)) return `${name} is not whole`;
      if (!files.get(name.replace('.kinora.json', '.mp4'))?.equals(file)) return `${name} is alone`;
    }
    return published && ![...files.keys()].some(isSidecar) ? 'what was published is gone' : null;
  }

  /** Puts a state on a real disk, as if it had been left there yesterday, and brings the clip home from it. */
  async recover({ tree }: State): Promise<string | null> {
    const root = path.join(this.#home, 'again');
    const yesterday = new Date(Date.now() - 86_400_000);
    for (const [folder, files] of tree) {
      const here = path.join(root, path.relative(this.#root, folder));
      mkdirSync(here, { recursive: true });
      for (const [name, bytes] of files) {
        writeFileSync(path.join(here, name), bytes);
        utimesSync(path.join(here, name), yesterday, yesterday);
      }
    }
    await this.#bringHome(root);
    const names = readdirSync(root).filter((name) => name !== '.kinora');
    const left = readdirSync(path.join(root, '.kinora/incoming'));
    const right = names.filter(isClip).every((name) => readFileSync(path.join(root, name)).equals(file));
    rmSync(root, { recursive: true });
    rmSync(`${root}.db`);
    if (!right || names.filter(isClip).length !== 1 || names.length !== 2) return `then: ${names.join(', ')}`;
    return left.length === 0 ? null : `left over: ${left.join(', ')}`;
  }

  /** Fetches and publishes the clip, as the engine does after a start. */
  async #bringHome(root: string, onPublished = (): void => undefined): Promise<void> {
    const library = openAt(root, { indexPath: `${root}.db` });
    try {
      await library.fillMissing();
      const request = { id: `${this.#clip.jobId}-0`, url: this.#server.url, dir: library.folders.incoming };
      let fetched = await downloadFile(request, { clock: systemClock });
      while (fetched.kind === 'retry') fetched = await downloadFile(request, { clock: systemClock });
      if (fetched.kind !== 'complete') throw new Error(fetched.kind);
      const published = await library.publish({ ...this.#clip, partPath: fetched.path });
      if (!published.ok) throw new Error(JSON.stringify(published.error));
      onPublished();
      await library.indexClip(published.value);
    } finally {
      library.close();
    }
  }
}

function keyOf({ tree, published }: State): string {
  const hash = createHash('sha256').update(String(published));
  for (const [folder, files] of [...tree].sort())
    for (const [name, bytes] of [...files].sort()) hash.update(`\0${folder}/${name}\0`).update(sha256(bytes));
  return hash.digest('hex');
}
