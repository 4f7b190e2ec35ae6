import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { verifyMp4 } from '../media/mp4.ts';
import type { Log } from '../ports.ts';
import type { ClipRecord } from './clip-record.ts';
import type { ClipFile, ClipsTable } from './clips-table.ts';
import { eachOf } from './each-of.ts';
import { sha256Of } from './publish.ts';
import { isElsewhere, type Listed } from './scan.ts';
import { rewriteSidecar, sidecarNameOf } from './sidecar.ts';

/** Files looked at together. */
const BATCH = 64;

/**
 * Reads the clips again whose file has another size or was written since it was last looked at. What is different
 * now is put right in sidecar and index; what the person said of the clip and its recipe stay.
 * @param looked clips that were looked at just now.
 * @param isItself whether it is that clip which has the name now.
 * @returns how many have another content.
 */
export async function renewEdited(
  listed: Listed,
  table: ClipsTable,
  log: Log,
  looked: ReadonlySet<string>,
  isItself: (row: ClipFile) => Promise<boolean>,
): Promise<number> {
  const { folder, present } = listed;
  const here: ClipFile[] = [];
  await eachOf(listed.rows.values(), (row) => {
    if (present.has(row.name) && !looked.has(row.id)) here.push(row);
  });
  let edited = 0;
  for (let at = 0; at < here.length; at += BATCH) {
    const looks = await Promise.all(here.slice(at, at + BATCH).map((row) => lookAtFile(folder.root, row)));
    const fine: { id: string; modified: number }[] = [];
    for (const { row, modified, changed } of looks.filter((look) => look !== null)) {
      if (changed && !(await isItself(row))) continue;
      const facts = changed ? await newFacts(path.join(folder.root, row.name), table.get(row.id)) : null;
      // Now, not before: what is said of it may have changed meanwhile.
      const clip = facts && table.get(row.id);
      if (facts && clip) {
        table.put([{ ...clip, ...facts }]);
        edited += 1;
        log('info', 'library.clip-edited');
      }
      if (modified !== row.modified) fine.push({ id: row.id, modified });
    }
    if (fine.length > 0) table.setModified(fine);
    await breathe();
  }
  return edited;
}

interface Look {
  readonly row: ClipFile;
  readonly modified: number;
  readonly changed: boolean;
}

/** Null for a file that is not there, or whose content would have to be fetched to be read. */
async function lookAtFile(root: string, row: ClipFile): Promise<Look | null> {
  const facts = await stat(path.join(root, row.name)).catch(() => null);
  if (!facts?.isFile() || isElsewhere(facts)) return null;
  const modified = Math.floor(facts.mtimeMs);
  const changed = facts.size !== row.bytes || (row.modified !== null && row.modified !== modified);
  return { row, modified, changed };
}

/** What a clip's file holds now; null when that is the same, or no clip (yet). */
async function newFacts(file: string, clip: ClipRecord | null) {
  if (clip === null) return null;
  const media = await verifyMp4(file);
  if (!media.ok) return null;
  const sha256 = await sha256Of(file).catch(() => null);
  const bytes = (await stat(file).catch(() => null))?.size;
  if (sha256 === null || bytes === undefined || sha256 === clip.sha256) return null;
  const facts = { ...media.value, bytes, sha256 };
  const beside = path.join(path.dirname(file), sidecarNameOf(path.basename(file)));
  // Where it cannot be written the index knows all the same, and finds out again when it is made anew.
  await rewriteSidecar(beside, clip.id, (old) => ({ ...old, media: { ...old.media, ...facts } }));
  return facts;
}
