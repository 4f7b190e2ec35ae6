import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Log } from '../ports.ts';
import { removeUnfinished } from '../store/atomic-file.ts';
import type { SharedIndex } from './clip-index.ts';
import type { ClipRecord } from './clip-record.ts';
import type { ClipFile, ClipsTable } from './clips-table.ts';
import { eachOf } from './each-of.ts';
import { renewEdited } from './edited.ts';
import { fillApart } from './fill-apart.ts';
import { fileInside, type LibraryFolders, lookAt } from './folders.ts';
import { followSidecar } from './follow.ts';
import { sha256Of } from './publish.ts';
import { noteKeys, readNote, removeNote } from './publish-note.ts';
import { modifiedOf, SidecarReader } from './read-sidecars.ts';
import { isElsewhere, type Listed, scanFolder } from './scan.ts';
import { clipNameOf, readSidecar, recordOf, SIDECAR_ENDING, type Sidecar, sidecarNameOf } from './sidecar.ts';

/** What the comparison of folders and index has changed. */
export interface FillReport {
  /** Clips that got a row, or whose row got a new name. */
  readonly added: number;
  /** Clips whose file has gone, or has come back. */
  readonly gone: number;
  readonly back: number;
  /** Clips whose file has another content now. */
  readonly edited: number;
  /** Sidecars that could not be read or say nothing new. */
  readonly skipped: number;
  /** Of these, those that could not be read: their clips are in the folder, and not in the index. */
  readonly unreadable: number;
}

export interface FillOptions {
  readonly log: Log;
  /** A sidecar with the edits that are decided but not yet written into it. */
  readonly said: (sidecar: Sidecar) => Sidecar;
  /** Names in a folder, by its id, of clips that are on their way out. */
  readonly leaving: (folder: string) => readonly string[];
  /** Ids of clips with such edits. */
  readonly pending: () => readonly string[];
  /** Lets another thread write into the index. */
  readonly share: <T>(work: (shared: SharedIndex) => Promise<T>) => Promise<T>;
  /** From so many sidecars on another thread does it. */
  readonly threadsFrom: number;
  /** How many of the sidecars that were found have been read. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Sidecars are read for so long at a time, in milliseconds. */
const STEP_MS = 4;
/** Rows marked per transaction. */
const BATCH = 50;
/** Rows read at a time. */
const ROWS = 1000;

type AllListed = ReadonlyMap<string, Listed>;

/** What goes along with one comparison. */
interface Job {
  readonly all: AllListed;
  readonly table: ClipsTable;
  readonly options: FillOptions;
  /** Clips that had a row before. */
  readonly before: ReadonlySet<string>;
  /** Clips whose names are others' by now. */
  readonly evicted: readonly ClipFile[];
  /** Clips whose files were looked at already. */
  readonly looked: Set<string>;
}

/**
 * Brings the index in line with the folders that are there: sidecars without a row get one, files that were renamed
 * or moved, also from one folder to another, are followed, those that have gone are marked, those with another
 * content are read again, publishing notes that have done their work and files that were never finished are cleared.
 * Clips of a folder that is away stay as they are. Works in small steps. No sidecar may be written meanwhile.
 * @throws what SQLite and the file system throw; what was written until then is right.
 */
export async function fillIndex(
  folders: readonly LibraryFolders[],
  table: ClipsTable,
  options: FillOptions,
): Promise<FillReport> {
  const { displaced, ...report } = await fillOnce(folders, table, options);
  if (displaced.size === 0) return report;
  // Their names are other clips' by now: without their rows all of them are found where they are.
  table.remove([...displaced]);
  const { displaced: _, ...again } = await fillOnce(folders, table, options);
  return { ...again, gone: report.gone + again.gone, back: report.back + again.back };
}

async function fillOnce(
  folders: readonly LibraryFolders[],
  table: ClipsTable,
  options: FillOptions,
): Promise<FillReport & { readonly displaced: ReadonlySet<string> }> {
  const { log, leaving, onProgress } = options;
  const all = new Map<string, Listed>();
  for (const folder of folders) {
    if (folder.state === 'away') continue;
    const listed = await scanFolder(folder.root).catch(() => null);
    if (listed === null) log('warn', 'library.folder-unread');
    else all.set(folder.id, { folder, ...listed, rows: new Map() });
    for (const name of leaving(folder.id)) {
      listed?.present.delete(name);
      listed?.present.delete(sidecarNameOf(name));
    }
  }
  await readRows(table, all);
  const before = await idsOf(all);
  const evicted = await evict(all);
  const unknown: string[][] = [];
  for (const listed of all.values()) unknown.push(await unknownIn(listed));
  const total = unknown.reduce((sum, names) => sum + names.length, 0);
  const report = { added: 0, gone: 0, back: 0, edited: 0, skipped: 0, unreadable: 0 };
  let read = 0;
  const job = { all, table, options, before, evicted, looked: new Set<string>() };
  for (const [at, listed] of [...all.values()].entries()) {
    let names = unknown[at] ?? [];
    const end = read + names.length;
    if (names.length >= options.threadsFrom)
      names = await addApart(job, listed, names, (files) => {
        report.added += files.length;
        onProgress?.(Math.min(end, read + report.added), total);
      });
    const reader = new SidecarReader(listed.folder.root, names.sort());
    while (!reader.isDone) {
      const { added, skipped, unreadable } = await addSome(job, listed, reader);
      report.added += added;
      report.skipped += skipped;
      report.unreadable += unreadable;
      onProgress?.(end - names.length + reader.done, total);
      await breathe();
      if (!table.isFull) continue;
      table.commit();
      await breathe();
      table.tidy();
      await breathe();
    }
    read = end;
  }
  table.commit();
  // What has not been found has the name still, and is missing.
  for (const row of evicted) {
    if (!isAt(table.get(row.id), row)) continue;
    all.get(row.folder)?.rows.set(row.name, row);
    all.get(row.folder)?.present.delete(sidecarNameOf(row.name));
  }
  report.added += await followRenamed(all, table);
  const displaced = new Set<string>();
  const isItself = async (row: ClipFile): Promise<boolean> => {
    if (!(await isDisplaced(all, row, table))) return true;
    displaced.add(row.id);
    return false;
  };
  for (const listed of all.values()) {
    // A disk that was taken out meanwhile shows an empty place, or nothing.
    const { id, path: place, state } = listed.folder;
    if (state !== 'reading' && (await lookAt(id, place)).state === 'away') continue;
    const { gone, back } = await markMissing(listed, table);
    report.gone += gone;
    report.back += back;
    report.edited += await renewEdited(listed, table, log, job.looked, isItself);
    if (state === 'ready') await clearUp(listed.folder, before);
  }
  return { ...report, displaced };
}

async function readRows(table: ClipsTable, all: AllListed): Promise<void> {
  let after: number | null = null;
  do {
    const step = table.files(after, ROWS);
    for (const file of step.files) all.get(file.folder)?.rows.set(file.name, file);
    after = step.next;
    await breathe();
  } while (after !== null);
}

function put(table: ClipsTable, all: AllListed, clip: ClipRecord, modified: number | null = null): void {
  table.add(clip, modified);
  const { id, folder, name, bytes, missing } = clip;
  all.get(folder)?.rows.set(name, { id, folder, name, bytes, missing, modified });
}

async function idsOf(all: AllListed): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const { rows } of all.values()) await eachOf(rows.values(), ({ id }) => ids.add(id));
  return ids;
}

/** Sidecars without a row. */
async function unknownIn({ present, rows }: Listed): Promise<string[]> {
  const unknown: string[] = [];
  await eachOf(present, (name) => {
    if (name.endsWith(SIDECAR_ENDING) && !rows.has(clipNameOf(name))) unknown.push(name);
  });
  return unknown;
}

function* batches<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += BATCH) yield list.slice(at, at + BATCH);
}

/** Whether a clip or its sidecar is still where the index has it. What cannot be seen now counts as there. */
function isStill(all: AllListed, { id, folder, name }: Pick<ClipRecord, 'id' | 'folder' | 'name'>): boolean {
  const listed = all.get(folder);
  if (listed === undefined || isThere(listed, name)) return true;
  return listed.rows.get(name)?.id === id && listed.present.has(sidecarNameOf(name));
}

/**
 * Takes clips out of the rows whose files are gone and whose names have become those of other clips' sidecars.
 * @returns them; the index still has them.
 */
async function evict(all: AllListed): Promise<ClipFile[]> {
  const doubtful: ClipFile[] = [];
  for (const listed of all.values())
    await eachOf(listed.rows.values(), (row) => {
      if (!isThere(listed, row.name) && listed.present.has(sidecarNameOf(row.name))) doubtful.push(row);
    });
  const evicted: ClipFile[] = [];
  for (const row of doubtful) {
    const owner = await ownerOf(all, row);
    if (owner === null || owner === row.id) continue;
    all.get(row.folder)?.rows.delete(row.name);
    evicted.push(row);
  }
  return evicted;
}

const isAt = (clip: ClipRecord | null, { folder, name }: ClipFile): boolean =>
  clip?.folder === folder && clip.name === name;

/** Whether another clip has the name of this one by now: its sidecar lies there, and it is not where the index has it. */
async function isDisplaced(all: AllListed, row: ClipFile, table: ClipsTable): Promise<boolean> {
  const owner = await ownerOf(all, row);
  if (owner === null || owner === row.id) return false;
  const other = table.get(owner);
  if (other === null) return true;
  const there = await ownerOf(all, other);
  return there === null ? !isStill(all, other) : there !== owner;
}

/** Whose sidecar lies beside a clip's file; null when that cannot be told. */
async function ownerOf(all: AllListed, { folder, name }: Pick<ClipRecord, 'folder' | 'name'>) {
  const root = all.get(folder)?.folder.root;
  const sidecar = root === undefined ? null : await readSidecar(path.join(root, sidecarNameOf(name)));
  return sidecar?.ok ? sidecar.value.clipId : null;
}

const isThere = ({ present, unread }: Listed, name: string): boolean =>
  present.has(name) || unread.some((folder) => name.startsWith(folder));

/**
 * Has other threads give clips their rows.
 * @returns the sidecars that are left to do.
 */
async function addApart(
  { all, table, options, evicted, looked }: Job,
  { folder, present, rows }: Listed,
  names: readonly string[],
  onAdded: (files: readonly ClipFile[]) => void,
): Promise<string[]> {
  const { log, leaving, pending, share } = options;
  const missing: string[] = [];
  await eachOf(names, (name) => {
    if (!present.has(clipNameOf(name))) missing.push(name);
  });
  // Since the folder was listed further ones may be.
  const out = new Set(leaving(folder.id));
  const staying = names.filter((name) => !out.has(clipNameOf(name)));
  const left: string[] = [];
  const whole = await share((shared) =>
    fillApart(
      { ...shared, log, root: folder.root, folder: folder.id, names: staying, missing, pending: pending() },
      (step) => {
        for (const file of step.added) {
          rows.set(file.name, file);
          if (file.modified !== null) looked.add(file.id);
        }
        left.push(...step.left);
        onAdded(step.added);
      },
    ),
  );
  if (whole) return left;
  // What was written last nobody has told.
  await readRows(table, all);
  for (const { id, name } of evicted) if (rows.get(name)?.id === id) rows.delete(name);
  return staying.filter((name) => !rows.has(clipNameOf(name)));
}

async function addSome(
  { all, table, options, before, looked }: Job,
  { folder, present }: Listed,
  reader: SidecarReader,
): Promise<{ added: number; skipped: number; unreadable: number }> {
  const { log, said, leaving } = options;
  const counts = { added: 0, skipped: 0, unreadable: 0 };
  // Since the folder was listed further ones may be.
  let out: ReadonlySet<string> | null = null;
  await reader.readSome(performance.now() + STEP_MS, ({ name: found, sidecar, file }) => {
    const name = clipNameOf(found);
    out ??= new Set(leaving(folder.id));
    if (out.has(name)) return;
    if (!sidecar.ok) {
      counts.skipped += 1;
      counts.unreadable += 1;
      log('warn', 'library.sidecar-unreadable', { code: sidecar.error.code });
      return;
    }
    const known = table.get(sidecar.value.clipId);
    // A copy of a clip that is still where it was: the one that had its row counts, or else the first by name.
    const isFirst = known?.folder === folder.id && name < known.name && !before.has(known.id);
    if (known !== null && isStill(all, known) && !isFirst) {
      counts.skipped += 1;
      return;
    }
    if (known !== null) all.get(known.folder)?.rows.delete(known.name);
    const clip = recordOf(said(sidecar.value), folder.id, name, !present.has(name));
    const modified = modifiedOf(file, clip);
    put(table, all, clip, modified);
    if (modified !== null) looked.add(clip.id);
    counts.added += 1;
  });
  return counts;
}

/**
 * A clip that was renamed or moved without its sidecar is known by its size, then by its hash; the sidecar follows.
 * Only files of the size of a clip that is lost are read.
 */
async function followRenamed(all: AllListed, table: ClipsTable): Promise<number> {
  const lost = new Map<number, ClipFile[]>();
  for (const listed of all.values())
    await eachOf(listed.rows.values(), (row) => {
      if (!isThere(listed, row.name)) lost.set(row.bytes, [...(lost.get(row.bytes) ?? []), row]);
    });
  if (lost.size === 0) return 0;
  let followed = 0;
  for (const listed of all.values()) {
    const { folder, present, rows } = listed;
    for (const name of [...present].filter((each) => /\.mp4$/i.test(each) && !rows.has(each))) {
      const row = await findLost(folder, name, lost, table);
      const from = row && all.get(row.folder);
      if (!row || !from || !(await followSidecar(from, row.name, listed, name))) continue;
      // Now, not before: what is said of it may have changed meanwhile.
      const clip = table.get(row.id);
      if (!clip) continue;
      lost.set(
        row.bytes,
        (lost.get(row.bytes) ?? []).filter((other) => other !== row),
      );
      from.rows.delete(row.name);
      put(table, all, { ...clip, folder: folder.id, name, missing: false });
      followed += 1;
    }
  }
  return followed;
}

/** Which of the lost clips a file is. A file whose content is not on this disk is not fetched: its name has to do. */
async function findLost(
  folder: LibraryFolders,
  name: string,
  lost: ReadonlyMap<number, readonly ClipFile[]>,
  table: ClipsTable,
): Promise<ClipFile | null> {
  const file = await fileInside(folder.root, name);
  const facts = file === null ? null : await stat(file).catch(() => null);
  if (file === null || !facts?.isFile()) return null;
  const alike = lost.get(facts.size) ?? [];
  if (alike.length === 0) return null;
  if (isElsewhere(facts)) {
    const sameName = alike.filter((row) => path.posix.basename(row.name) === path.posix.basename(name));
    return sameName.length === 1 ? (sameName[0] ?? null) : null;
  }
  const hash = await sha256Of(file);
  return alike.find(({ id }) => table.get(id)?.sha256 === hash) ?? null;
}

async function markMissing(listed: Listed, table: ClipsTable): Promise<{ gone: number; back: number }> {
  const changed: ClipFile[] = [];
  await eachOf(listed.rows.values(), (row) => {
    if (row.missing === isThere(listed, row.name)) changed.push(row);
  });
  for (const step of batches(changed)) {
    for (const missing of [true, false]) {
      const ids = step.flatMap((row) => (row.missing === missing ? [] : [row.id]));
      table.setMissing(ids, missing);
    }
    await breathe();
  }
  const back = changed.filter((row) => row.missing).length;
  return { gone: changed.length - back, back };
}

/**
 * Clears the notes of clips that had their row before: indexing was the last step and only this was left. The
 * others wait for whoever published them, who finds the finished part still there and need not fetch it again.
 */
async function clearUp(folder: LibraryFolders, indexed: ReadonlySet<string>): Promise<void> {
  for (const key of await noteKeys(folder.incoming)) {
    const note = await readNote(folder.incoming, key);
    if (note !== null && indexed.has(note.clipId)) await removeNote(folder.incoming, key);
  }
  // Nothing older than this process is still being written: it alone has this library.
  for (const place of [folder.root, folder.incoming, folder.sources])
    await removeUnfinished(place, performance.timeOrigin);
}
