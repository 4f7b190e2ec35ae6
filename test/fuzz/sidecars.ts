/** Recipes beside clips, as another program, an older disk or a stranger may have left them. */

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseSidecar, recordOf } from '../../main/core/library/sidecar.ts';
import { EVERY_CLIP } from '../../preload/contract/every-clip.ts';
import type { Random } from '../fault/rig/random.ts';
import { newClip, openAt } from '../integration/library/new-clip.ts';
import type { Target } from './target.ts';
import { changed, damaged } from './values.ts';

const VIDEO = path.resolve(import.meta.dirname, '../fixtures/media/clip-smallest.mp4');
/** Sidecars in one folder before it is read. */
const FOLDER_FULL = 60;

export function sidecarTarget(): Target {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'kinora-fuzz-'));
  const incoming = path.join(scratch, 'incoming');
  mkdirSync(incoming);
  let folder = '';
  let written = 0;
  let folders = 0;

  function bytesOf(random: Random): Buffer {
    const { partPath: _part, ...clip } = newClip(incoming, { at: random.int(0, 4e9) * 1000 });
    const edits = { favourite: true, rating: 3, flag: 'keep', tags: ['sea', 'Nacht'], played: false };
    let value: unknown = { schema: 1, ...clip, lineage: { made: 'trim', clipIds: [clip.clipId] }, edits };
    for (let n = random.int(0, 3); n > 0; n -= 1) value = changed(random, value);
    const bytes = Buffer.from(JSON.stringify(value) ?? '');
    return random.chance(0.2) ? damaged(random, bytes) : bytes;
  }

  /** A library whose folder is full of them opens, and shows what it took. */
  async function readFolder(): Promise<string | null> {
    const library = openAt(folder, { indexPath: path.join(scratch, `${folders}.db`) });
    await library.fillMissing();
    const page = library.page({ cursor: null, limit: 200, query: EVERY_CLIP });
    library.close();
    rmSync(folder, { recursive: true, force: true });
    written = 0;
    return page.ok ? null : `the library does not open: ${page.error.code}`;
  }

  return {
    name: 'sidecars',
    async round(random) {
      const bytes = bytesOf(random);
      const text = bytes.toString('utf8');
      const parsed = parseSidecar(text);
      if (Object.hasOwn(Object.prototype, 'admin')) return `${text} changed what objects are`;
      if (parsed.ok) {
        recordOf(parsed.value, 'folder', 'a.mp4', false);
        const again = parseSidecar(JSON.stringify(parsed.value));
        if (!again.ok || !isDeepStrictEqual(again.value, parsed.value))
          return `not the same again: ${text.slice(0, 2000)}`;
      }
      if (written === 0) {
        folders += 1;
        folder = path.join(scratch, `library-${folders}`);
        mkdirSync(folder);
      }
      written += 1;
      writeFileSync(path.join(folder, `clip-${written}.kinora.json`), bytes);
      if (random.chance(0.9)) copyFileSync(VIDEO, path.join(folder, `clip-${written}.mp4`));
      return written < FOLDER_FULL ? null : readFolder();
    },
    async end() {
      const wrong = written > 0 ? await readFolder() : null;
      rmSync(scratch, { recursive: true, force: true });
      return wrong;
    },
  };
}
