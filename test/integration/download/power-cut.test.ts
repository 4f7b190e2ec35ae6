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
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { downloadFile } from '../../../main/core/download/download-file.ts';
import { systemClock } from '../../../main/core/system.ts';
import { newClip, openAt } from '../library/new-clip.ts';
import { clipOfLength, scratch, sha256 } from './clips.ts';
import { type DiskCall, disk, systemError } from './disk.ts';
import { FaultServer, goodAnswer } from './fault-server.ts';
import { PowerLog, type Tree } from './power.ts';

vi.mock('node:fs/promises', async (original) => {
  const { faulty } = await import('./disk.ts');
  return faulty(await original());
});

const file = clipOfLength(100 * 1024);
const { partPath: _, ...recipe } = newClip(scratch);
const clip = {
  ...recipe,
  media: { seconds: 2, width: 160, height: 90, bytes: file.length, sha256: sha256(file) },
};
let server: FaultServer;
let home = '';

beforeAll(async () => {
  server = await FaultServer.start(() => ({ head: '' }));
});
afterAll(() => server.stop());
beforeEach(() => {
  home = realpathSync(mkdtempSync(path.join(scratch, 'kinora-power-')));
});
afterEach(() => {
  disk.reset();
  rmSync(home, { recursive: true, force: true });
});

/** Fetches and publishes the clip in a library folder, as the engine does. */
async function bringHome(root: string): Promise<void> {
  const library = openAt(root, { indexPath: path.join(home, `${path.basename(root)}.db`) });
  try {
    await library.fillMissing();
    const request = { id: `${clip.jobId}-0`, url: server.url, dir: library.folders.incoming };
    let fetched = await downloadFile(request, { clock: systemClock });
    while (fetched.kind === 'retry') fetched = await downloadFile(request, { clock: systemClock });
    if (fetched.kind !== 'complete') throw new Error(fetched.kind);
    const published = await library.publish({ ...clip, partPath: fetched.path });
    if (!published.ok) throw new Error(JSON.stringify(published.error));
    publishedAt?.();
    await library.indexClip(published.value);
  } finally {
    library.close();
  }
}
let publishedAt: (() => void) | null = null;

interface Left {
  readonly tree: Tree;
  /** The last call before the power went. */
  readonly after: string;
  /** Whether the clip had been published by then. */
  readonly published: boolean;
}

/** Every state that a power cut at any moment of bringing the clip home may leave, each once. */
async function allStates(root: string): Promise<Map<string, Left>> {
  const log = new PowerLog();
  const states = new Map<string, Left>();
  let published = false;
  publishedAt = () => {
    published = true;
  };
  disk.reset(root);
  disk.before = ({ name }) => {
    if (name === 'link' && noLinks) throw systemError('EPERM', name);
    return undefined;
  };
  disk.after = (call: DiskCall) => {
    log.note(call);
    const after = `${call.name} ${path.relative(root, call.to ?? call.path)}`;
    for (const tree of log.possible()) {
      const state = { tree, after, published };
      states.set(keyOf(state), state);
    }
  };
  // Many short answers make many checkpoints.
  server.reset((seen) => ({ ...goodAnswer(file, seen), cutAt: 5 * 1024, end: 'fin' }));
  await bringHome(root);
  server.reset((seen) => goodAnswer(file, seen));
  publishedAt = null;
  disk.reset();
  return states;
}

function keyOf({ tree, published }: Left): string {
  const hash = createHash('sha256').update(String(published));
  for (const [folder, files] of [...tree].sort())
    for (const [name, bytes] of [...files].sort()) hash.update(`\0${folder}/${name}\0`).update(sha256(bytes));
  return hash.digest('hex');
}

const isClip = (name: string): boolean => name.endsWith('.mp4');
const isSidecar = (name: string): boolean => name.endsWith('.kinora.json');

/** What is wrong with the library folder in a state; null: nothing. */
function judge({ tree, published }: Left, root: string, mayBeEmpty: boolean): string | null {
  const files = tree.get(root) ?? new Map<string, Buffer>();
  for (const [name, bytes] of files) {
    if (isClip(name) && !bytes.equals(file) && !(mayBeEmpty && bytes.length === 0))
      return `${name} is not whole`;
    if (isSidecar(name) && !files.get(name.replace('.kinora.json', '.mp4'))?.equals(file))
      return `${name} alone`;
    if (isSidecar(name) && !bytes.toString().includes(clip.media.sha256)) return `${name} is not whole`;
  }
  if (published && ![...files.keys()].some(isSidecar)) return 'what was published is gone';
  return null;
}

/** Puts a state on a real disk, as it was found yesterday, and brings the clip home from there. */
async function recover({ tree }: Left, before: string): Promise<string | null> {
  const root = path.join(home, 'again');
  mkdirSync(root);
  const then = new Date(Date.now() - 86_400_000);
  for (const [folder, files] of tree) {
    const here = path.join(root, path.relative(before, folder));
    mkdirSync(here, { recursive: true });
    for (const [name, bytes] of files) {
      writeFileSync(path.join(here, name), bytes);
      utimesSync(path.join(here, name), then, then);
    }
  }
  await bringHome(root);
  const names = readdirSync(root).filter((name) => name !== '.kinora');
  const incoming = readdirSync(path.join(root, '.kinora/incoming'));
  const clips = names.filter(isClip);
  const right = clips.every((name) => readFileSync(path.join(root, name)).equals(file));
  rmSync(root, { recursive: true });
  rmSync(path.join(home, 'again.db'));
  if (clips.length !== 1 || !right || names.length !== 2) return `recovered as ${names.join(', ')}`;
  return incoming.length === 0 ? null : `left over: ${incoming.join(', ')}`;
}

test.each([true, false])(
  'a power cut at any moment, with hard links: %s',
  { timeout: 120_000 },
  async (links) => {
    const root = path.join(home, 'Kinora');
    mkdirSync(root);
    if (!links) noLinks = true;
    const states = await allStates(root);
    expect(states.size).toBeGreaterThan(150);
    const wrong = [...states.values()].flatMap((state) => {
      const problem = judge(state, root, !links);
      return problem === null ? [] : [`after ${state.after}: ${problem}`];
    });
    expect(wrong).toEqual([]);
    let n = 0;
    for (const state of states.values()) {
      n += 1;
      const problem = n % 5 === 0 ? await recover(state, root) : null;
      if (problem !== null) wrong.push(`after ${state.after}: ${problem}`);
    }
    console.log(states.size);
    expect(wrong).toEqual([]);
  },
);
let noLinks = false;
