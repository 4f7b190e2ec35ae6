import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Log } from '../ports.ts';
import { publishFile, removeUnfinished } from '../store/atomic-file.ts';
import type { ClipRecord } from './clip-record.ts';
import type { ClipFile, ClipsTable } from './clips-table.ts';
import { fileInside, type LibraryFolders } from './folders.ts';
import { sha256Of } from './publish.ts';
import { noteKeys, readNote, removeNote } from './publish-note.ts';
import { clipNameOf, readSidecar, recordOf, SIDECAR_ENDING, type Sidecar, sidecarNameOf } from './sidecar.ts';

/** What the comparison of folder and index has changed. */
export interface FillReport {
  /** Clips that got a row, or whose row got a new name. */
  readonly added: number;
  /** Clips whose file has gone, or has come back. */
  readonly gone: number;
  readonly back: number;
  /** Sidecars that could not be read or say nothing new. */
  readonly skipped: number;
}

/** A sidecar with the edits that are decided but not yet written into it. */
export type Said = (sidecar: Sidecar) => Sidecar;

/** Sidecars read at a time, and rows written per transaction: a few milliseconds each. */
const BATCH = 50;
/** Rows read at a time. */
const ROWS = 2000;

/**
 * Brings the index in line with the folder: sidecars without a row get one, files that were renamed or moved
 * away are followed or marked, publishing notes that have done their work and files that were never finished are
 * cleared. Works in small steps. No sidecar may be written meanwhile.
 * @throws what SQLite and the file system throw; what was written until then is right.
 */
export async function fillIndex(
  folders: LibraryFolders,
  table: ClipsTable,
  log: Log,
  said: Said,
): Promise<FillReport> {
  const rows = await readRows(table);
  const indexedBefore = new Set([...rows.values()].map((file) => file.id));
  const present = new Set(await readdir(folders.root));
  const { added, skipped } = await addUnknown(folders, table, present, rows, log, said);
  const renamed = await followRenamed(folders, table, present, rows);
  const { gone, back } = await markMissing(table, present, rows);
  await clearNotes(folders, indexedBefore);
  // Nothing older than this process is still being written: it alone has this library.
  for (const folder of [folders.root, folders.incoming, folders.sources])
    await removeUnfinished(folder, performance.timeOrigin);
  return { added: added + renamed, skipped, gone, back };
}

/** The index's rows by file name, as this comparison goes along. */
type Rows = Map<string, ClipFile>;

async function readRows(table: ClipsTable): Promise<Rows> {
  const rows: Rows = new Map();
  let after: number | null = null;
  do {
    const step = table.files(after, ROWS);
    for (const file of step.files) rows.set(file.name, file);
    after = step.next;
    await breathe();
  } while (after !== null);
  return rows;
}

function put(table: ClipsTable, rows: Rows, clips: readonly ClipRecord[]): void {
  table.put(clips);
  for (const { id, name, bytes, missing } of clips) rows.set(name, { id, name, bytes, missing });
}

async function addUnknown(
  folders: LibraryFolders,
  table: ClipsTable,
  present: ReadonlySet<string>,
  rows: Rows,
  log: Log,
  said: Said,
): Promise<{ added: number; skipped: number }> {
  const unknown = [...present]
    .filter((name) => name.endsWith(SIDECAR_ENDING) && !rows.has(clipNameOf(name)))
    .sort();
  let added = 0;
  let skipped = 0;
  for (let at = 0; at < unknown.length; at += BATCH) {
    const names = unknown.slice(at, at + BATCH);
    const read = await Promise.all(names.map((name) => readSidecar(path.join(folders.root, name))));
    const clips = new Map<string, ClipRecord>();
    for (const [index, sidecar] of read.entries()) {
      const name = clipNameOf(names[index] ?? '');
      const here = present.has(name);
      const known = sidecar.ok ? (clips.get(sidecar.value.clipId) ?? table.get(sidecar.value.clipId)) : null;
      // A copy of a clip that is still where it was: the first one counts.
      const copy =
        known !== null && (!here || present.has(known.name) || present.has(sidecarNameOf(known.name)));
      if (sidecar.ok && !copy) {
        if (known !== null) rows.delete(known.name);
        clips.set(sidecar.value.clipId, recordOf(said(sidecar.value), folders.id, name, !here));
        continue;
      }
      skipped += 1;
      if (!sidecar.ok) log('warn', 'library.sidecar-unreadable', { code: sidecar.error.code });
    }
    put(table, rows, [...clips.values()]);
    added += clips.size;
    await breathe();
  }
  return { added, skipped };
}

/** A clip that was renamed without its sidecar is known by its size, then by its hash; the sidecar follows. */
async function followRenamed(
  folders: LibraryFolders,
  table: ClipsTable,
  present: Set<string>,
  rows: Rows,
): Promise<number> {
  const lost = new Set([...rows.values()].filter((row) => !present.has(row.name)));
  if (lost.size === 0) return 0;
  let followed = 0;
  for (const name of [...present].filter((each) => /\.mp4$/i.test(each) && !rows.has(each))) {
    const file = await fileInside(folders.root, name);
    const alike = file === null ? [] : await ofSameSize(file, lost);
    if (file === null || alike.length === 0) continue;
    const hash = await sha256Of(file);
    const row = alike.find(({ id }) => table.get(id)?.sha256 === hash);
    if (!row) continue;
    const [from, to] = [sidecarNameOf(row.name), sidecarNameOf(name)];
    if (from !== to && present.has(from)) {
      if (!(await publishFile(path.join(folders.root, from), folders.root, [to])).ok) continue;
      present.delete(from);
      present.add(to);
    }
    // Now, not before: what is said of it may have changed meanwhile.
    const clip = table.get(row.id);
    if (!clip) continue;
    lost.delete(row);
    rows.delete(row.name);
    put(table, rows, [{ ...clip, name, missing: false }]);
    followed += 1;
  }
  return followed;
}

async function ofSameSize(file: string, rows: ReadonlySet<ClipFile>): Promise<ClipFile[]> {
  const facts = await stat(file);
  return facts.isFile() ? [...rows].filter((row) => row.bytes === facts.size) : [];
}

async function markMissing(
  table: ClipsTable,
  present: ReadonlySet<string>,
  rows: Rows,
): Promise<{ gone: number; back: number }> {
  const changed = [...rows.values()].filter((row) => row.missing === present.has(row.name));
  for (let at = 0; at < changed.length; at += BATCH) {
    for (const missing of [true, false]) {
      const ids = changed.slice(at, at + BATCH).flatMap((row) => (row.missing === missing ? [] : [row.id]));
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
async function clearNotes(folders: LibraryFolders, indexed: ReadonlySet<string>): Promise<void> {
  for (const key of await noteKeys(folders.incoming)) {
    const note = await readNote(folders.incoming, key);
    if (note !== null && indexed.has(note.clipId)) await removeNote(folders.incoming, key);
  }
}
