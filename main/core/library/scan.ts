import { opendir } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ClipFile } from './clips-table.ts';
import type { LibraryFolders } from './folders.ts';
import { SIDECAR_ENDING } from './sidecar.ts';

/** Folders within folders that are looked into; deeper ones are somebody else's business. */
const MAX_DEPTH = 12;
/** Names in a library folder, so that a whole disk chosen by mistake ends in time. */
const MAX_NAMES = 2_000_000;
/** Names read at a time. */
const NAMES = 256;
/** What iCloud leaves of a file whose content is not on this disk: `.harbour.mp4.icloud`. */
const ICLOUD = /^\.(.+)\.icloud$/;

export interface Scan {
  /** Files by their path in the folder, with `/`. */
  readonly present: Set<string>;
  /** Folders that could not be read, with a `/` at the end: nothing can be said of what lies there. */
  readonly unread: readonly string[];
}

/** A folder that is there, and what lies in it. */
export interface Listed extends Scan {
  readonly folder: LibraryFolders;
  /** The index's rows by file name, as a comparison goes along. */
  readonly rows: Map<string, ClipFile>;
}

/**
 * Lists a library folder with the folders in it. Hidden ones and Kinora's own are left out, links to folders are not
 * followed.
 * @throws what the file system throws for the folder itself.
 */
export async function scanFolder(root: string): Promise<Scan> {
  const present = new Set<string>();
  const unread: string[] = [];
  let waiting = [''];
  for (let depth = 0; depth <= MAX_DEPTH && waiting.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of waiting) {
      try {
        // In pieces, because thousands of names at once keep everything else waiting.
        for await (const entry of await opendir(path.join(root, folder), { bufferSize: NAMES })) {
          if (present.size >= MAX_NAMES) return { present, unread: [...unread, ...waiting, ...next] };
          const { name } = entry;
          if (entry.isDirectory()) {
            if (!name.startsWith('.')) next.push(`${folder}${name}/`);
          } else if (!name.startsWith('.')) present.add(folder + name);
          else {
            const elsewhere = ICLOUD.exec(name)?.[1];
            if (elsewhere !== undefined) present.add(folder + elsewhere);
          }
        }
      } catch (error) {
        if (folder === '') throw error;
        unread.push(folder);
      }
      await breathe();
    }
    waiting = next;
  }
  return { present, unread: [...unread, ...waiting] };
}

/** Whether clips lie in a folder. */
export async function hasClips(root: string): Promise<boolean> {
  const { present } = await scanFolder(root).catch(() => ({ present: new Set<string>() }));
  return present.values().some((name) => name.endsWith(SIDECAR_ENDING));
}

/** Whether a file's content is kept by a synced folder's service only: it has bytes, but none on this disk. */
export function isElsewhere({ size, blocks }: { readonly size: number; readonly blocks: number }): boolean {
  return blocks === 0 && size > 4096;
}
