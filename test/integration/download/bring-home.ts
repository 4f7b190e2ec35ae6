import { existsSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { downloadFile } from '../../../main/core/download/download-file.ts';
import type { NewClip } from '../../../main/core/library/clip-record.ts';
import { systemClock } from '../../../main/core/system.ts';
import { openAt } from '../library/new-clip.ts';

/** A process of its own that fetches and publishes one clip, as the app does after a start, and may be killed. */

export interface Errand {
  readonly root: string;
  readonly indexPath: string;
  readonly url: string;
  readonly clip: NewClip;
}

const errandSchema = z.custom<Errand>();

/** Tells the parent how far it is, a line at a time: bytes, `complete`, `published`. */
const say = (line: string | number): boolean => process.stdout.write(`${line}\n`);

async function bringHome({ root, indexPath, url, clip }: Errand): Promise<void> {
  const library = openAt(root, { indexPath });
  await library.fillMissing();
  // What the journal says of the job, in the app.
  const done = `${indexPath}.${clip.jobId}`;
  if (existsSync(done)) {
    // The start after this one clears away what indexing would have.
    await library.fillMissing();
    return library.close();
  }
  const request = { id: `${clip.jobId}-0`, url, dir: library.folders.incoming };
  const fetched = await downloadFile(request, { clock: systemClock, onProgress: (done) => say(done) });
  if (fetched.kind !== 'complete') throw new Error(JSON.stringify(fetched));
  say('complete');
  const { path: partPath, bytes, sha256, media } = fetched;
  const published = await library.publish({ ...clip, media: { ...media, bytes, sha256 }, partPath });
  if (!published.ok) throw new Error(JSON.stringify(published.error));
  say('published');
  writeFileSync(done, '');
  await library.indexClip(published.value);
  library.close();
}

await bringHome(z.parse(errandSchema, JSON.parse(process.argv[2] ?? '')));
