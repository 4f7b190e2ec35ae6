import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Library, LibraryOptions } from '../../../main/core/library/library.ts';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { writeClips } from '../../bench/lib/many-clips.ts';
import { canonicalDump } from './dump.ts';
import { openAt } from './new-clip.ts';

/** More than two threads have on their way to each other, so that there is a middle. */
const CLIPS = 2100;

let root = '';
let folder = '';
let library: Library;
beforeEach(() => {
  root = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kinora-rebuild-'));
  folder = path.join(root, 'Kinora');
  writeClips(folder, CLIPS);
});
afterEach(() => {
  library.close();
  rmSync(root, { recursive: true, force: true });
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

/** Opens a library whose index is made anew, unless it is to go on with the one that is there. */
function open(more: Partial<LibraryOptions> = {}, anew = true): Library {
  if (anew)
    for (const part of ['', '-wal', '-shm']) rmSync(path.join(root, `library.db${part}`), { force: true });
  library = openAt(folder, more);
  return library;
}

/** What the index says that is made by the one thread that there is always. */
async function expected(): Promise<string[]> {
  const alone = open({ threadsFrom: Infinity });
  value(await alone.fillMissing());
  const dump = canonicalDump(alone, () => true);
  alone.close();
  return dump;
}

const dump = () => canonicalDump(library, () => true);
const found = (search: string) => library.count({ ...EVERY_CLIP, search });

/** Does something once, when the first clips are there. */
function inTheMiddle(act: () => void): Pick<LibraryOptions, 'onReading'> {
  let acted = false;
  return {
    onReading: (progress) => {
      if (acted || progress === null || progress.done === 0 || progress.done === progress.total) return;
      acted = true;
      act();
    },
  };
}

test('threads make the same index: with copies, what cannot be read, files that are gone and edits that wait', async () => {
  const at = (name: string) => path.join(folder, name);
  const names = value(await openAndFill()).clips.map(({ name }) => name);
  const [copied = '', broken = '', gone = '', edited = ''] = names;
  const id = library.page({ query: { ...EVERY_CLIP }, cursor: null, limit: 200 });
  const clip = value(id).clips.find(({ name }) => name === edited);
  const held = await library.holdSidecars();
  value(await library.edit({ ids: [clip?.id ?? ''] }, { addTags: ['waits'], rating: 4 }));
  library.close();
  held();
  const sidecar = (name: string) => name.replace('.mp4', '.kinora.json');
  for (const copy of ['0 first.mp4', 'zz last.mp4']) {
    copyFileSync(at(copied), at(copy));
    copyFileSync(at(sidecar(copied)), at(sidecar(copy)));
  }
  writeFileSync(at(sidecar(broken)), '{ "schema": 1');
  rmSync(at(gone));
  const alone = await expected();
  const report = value(await open().fillMissing());
  expect(report).toMatchObject({ added: CLIPS - 1, skipped: 3, unreadable: 1 });
  expect(dump()).toEqual(alone);
  expect(dump().filter((line) => line.includes('"waits"'))).toHaveLength(1);
  expect(found('waves')).toBe(CLIPS - 1);
  expect(found('waits')).toBe(1);
});

async function openAndFill() {
  value(await open().fillMissing());
  return library.page({ query: EVERY_CLIP, cursor: null, limit: 200 });
}

test('what is said of clips in the middle counts, and the first ones are there to be seen', async () => {
  const before = await expected();
  const work: Promise<unknown>[] = [];
  let shown = 0;
  open(
    inTheMiddle(() => {
      const { clips } = value(library.page({ query: EVERY_CLIP, cursor: null, limit: 60 }));
      shown = clips.length;
      const ids = clips.map(({ id }) => id);
      work.push(library.edit({ ids }, { addTags: ['said meanwhile'] }).then(value));
    }),
  );
  value(await library.fillMissing());
  await Promise.all(work);
  expect(shown).toBe(60);
  expect(found('said meanwhile')).toBe(60);
  expect(library.count(EVERY_CLIP)).toBe(before.length);
  const said = dump();
  library.close();
  expect(await expected()).toEqual(said);
});

test('closed in the middle: the next start goes on', async () => {
  const before = await expected();
  open(inTheMiddle(() => library.close()));
  await library.fillMissing();
  open({}, false);
  value(await library.fillMissing());
  expect(dump()).toEqual(before);
});

test('killed in the middle: the next start makes it', async () => {
  const before = await expected();
  rmSync(path.join(root, 'library.db'));
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'rebuild-child.ts'), folder, path.join(root, 'library.db')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
  open({}, false);
  value(await library.fillMissing());
  expect(dump()).toEqual(before);
  expect(found('waves')).toBe(CLIPS);
});

test('the folder goes away in the middle: nothing is called missing, and all is there when it is back', async () => {
  const before = await expected();
  const elsewhere = path.join(root, 'unplugged');
  open(inTheMiddle(() => renameSync(folder, elsewhere)));
  value(await library.fillMissing());
  expect(library.count({ ...EVERY_CLIP, missing: true })).toBe(0);
  renameSync(elsewhere, folder);
  value(await library.fillMissing());
  expect(dump()).toEqual(before);
});
