import { randomBytes } from 'node:crypto';
import { constants, copyFile, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { plainName } from '../../../preload/contract/clip-name.ts';
import { type Failure, fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { diskFailure } from '../disk-failure.ts';
import { verifyMp4 } from '../media/mp4.ts';
import type { Ids } from '../ports.ts';
import { removeFile } from '../store/atomic-file.ts';
import type { ClipRecord, NewClip } from './clip-record.ts';
import { isWithin, type LibraryFolders } from './folders.ts';
import type { Library } from './library.ts';
import { giveFile } from './locate.ts';
import { sha256Of } from './publish.ts';
import { scanFolder } from './scan.ts';
import {
  createSidecar,
  newSidecar,
  readSidecar,
  recordOf,
  type Sidecar,
  sidecarNameOf,
  writeSidecar,
} from './sidecar.ts';

/** What has become of files that were to be clips. */
export interface ImportReport {
  readonly added: number;
  /** In the library already. */
  readonly known: number;
  /** They were clips whose file was missing. */
  readonly restored: number;
  readonly failed: readonly { readonly name: string; readonly failure: Failure }[];
  /** It was ended early; what was taken until then stays. */
  readonly cancelled: boolean;
}

export interface ImportOptions {
  readonly library: Library;
  readonly ids: Ids;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** What looks like a video that can be a clip. */
const VIDEO = /\.(mp4|m4v|mov)$/i;
export const isVideoName = (name: string): boolean => VIDEO.test(name);
/** Failures that are told one by one. */
const MOST_FAILURES = 100;

type Taken = 'added' | 'known' | 'restored';

/**
 * Copies videos, and those in folders, into the first library folder. Each is checked and known by its content; a
 * sidecar of another library beside it is taken along with everything in it.
 */
export async function importVideos(paths: readonly string[], options: ImportOptions): Promise<ImportReport> {
  const files: string[] = [];
  const odd: string[] = [];
  for (const place of paths) {
    const facts = await stat(place).catch(() => null);
    if (facts?.isDirectory()) files.push(...(await videosIn(place)));
    else if (VIDEO.test(place)) files.push(place);
    else odd.push(place);
  }
  const report = await takeAll(files, options, (file) => copyIn(file, options));
  const refused = odd.map((file) => failureOf(file, { code: 'not-a-video' }));
  return { ...report, failed: [...refused, ...report.failed].slice(0, MOST_FAILURES) };
}

/** Makes clips of the videos in a library folder that have no sidecar: they get one, and stay where they are. */
export async function adoptVideos(folder: LibraryFolders, options: ImportOptions): Promise<ImportReport> {
  return takeAll(await bareVideos(folder.root), options, (name) => adoptOne(folder, name, options));
}

/** Videos in a library folder that are no clips: without a sidecar. */
export async function bareVideos(root: string): Promise<string[]> {
  const { present } = await scanFolder(root).catch(() => ({ present: new Set<string>() }));
  return [...present].filter((name) => /\.mp4$/i.test(name) && !present.has(sidecarNameOf(name))).sort();
}

async function videosIn(folder: string): Promise<string[]> {
  const { present } = await scanFolder(folder).catch(() => ({ present: new Set<string>() }));
  return [...present].filter((name) => VIDEO.test(name)).map((name) => path.join(folder, name));
}

async function takeAll(
  files: readonly string[],
  { signal, onProgress }: ImportOptions,
  take: (file: string) => Promise<Outcome<Taken>>,
): Promise<ImportReport> {
  const counts = { added: 0, known: 0, restored: 0 };
  const failed: { name: string; failure: Failure }[] = [];
  let done = 0;
  for (const file of files) {
    if (signal.aborted) break;
    onProgress(done, files.length);
    const taken = await take(file);
    if (taken.ok) counts[taken.value] += 1;
    else failed.push(failureOf(file, taken.error));
    done += 1;
    // The next ones would fail the same way.
    if (!taken.ok && ['disk-full', 'folder-away', 'folder-read-only'].includes(taken.error.code)) break;
  }
  return {
    ...counts,
    failed: failed.slice(0, MOST_FAILURES),
    cancelled: signal.aborted && done < files.length,
  };
}

const failureOf = (file: string, failure: Failure) => {
  const name = path.basename(file);
  return { name, failure: { ...failure, facts: { ...failure.facts, name } } };
};

/** What is known of a file's content: the clips that have it. Null: it is new. */
async function knownAs(library: Library, sha256: string, file: string): Promise<Outcome<Taken> | null> {
  const same = library.withHash(sha256);
  if (same.some(({ missing }) => !missing)) return ok('known');
  const [lost] = same;
  if (!lost) return null;
  const given = await giveFile(library, lost, file, false);
  return given.ok ? ok('restored') : given;
}

async function copyIn(file: string, { library, ids }: ImportOptions): Promise<Outcome<Taken>> {
  const ready = await library.ready();
  if (!ready.ok) return ready;
  const inside = library.all.some(({ root, state }) => state !== 'away' && isWithin(file, root));
  const part = path.join(library.folders.incoming, `.import.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const media = await verifyMp4(file);
    if (!media.ok) return fail('clip-unreadable', media.error.detail);
    const sha256 = await sha256Of(file);
    const known = await knownAs(library, sha256, file);
    if (known) return known;
    await copyFile(file, part, constants.COPYFILE_FICLONE);
    const handle = await open(part, 'r+');
    await handle.sync().finally(() => handle.close());
    const facts = await stat(part);
    if ((await sha256Of(part)) !== sha256) return fail('disk-error', 'the copy differs');
    const foreign = inside ? null : await sidecarBeside(file);
    const createdAt = Math.max(0, Math.floor((await stat(file)).mtimeMs));
    const clip = newClip(library, ids, foreign, createdAt);
    const published = await library.publish({
      ...clip,
      media: { ...media.value, bytes: facts.size, sha256 },
      partPath: part,
      naming: plainName(path.basename(file)),
    });
    if (!published.ok) return published;
    return await finish(library, published.value, clip.clipId, foreign);
  } catch (error) {
    return { ok: false, error: diskFailure(error) };
  } finally {
    await removeFile(part).catch(() => undefined);
  }
}

/**
 * Sidecars of another library keep everything that is in them, but for what the file itself says, and for the address
 * that its end was told to: that is somebody else's.
 */
async function finish(
  library: Library,
  clip: ClipRecord,
  clipId: string,
  foreign: Sidecar | null,
): Promise<Outcome<Taken>> {
  // A job of the same name has ended meanwhile: that clip is not this one.
  if (clip.id !== clipId) return fail('internal', 'the clip of another job');
  let record = clip;
  if (foreign) {
    const { id, jobId, seconds, width, height, bytes, sha256 } = clip;
    const media = { ...foreign.media, seconds, width, height, bytes, sha256 };
    const recipe = { ...foreign.recipe, webhookUrl: '' };
    const sidecar = { ...foreign, clipId: id, jobId, recipe, media };
    const place = path.join(library.folder, sidecarNameOf(clip.name));
    const written = await writeSidecar(place, sidecar);
    if (!written.ok) return written;
    record = recordOf(sidecar, clip.folder, clip.name, false);
  }
  const indexed = await library.indexClip(record);
  return indexed.ok ? ok('added') : indexed;
}

async function sidecarBeside(file: string): Promise<Sidecar | null> {
  const beside = path.join(path.dirname(file), sidecarNameOf(path.basename(file)));
  const read = await readSidecar(beside);
  return read.ok ? read.value : null;
}

/** Another library's clip keeps its ids unless a clip here has them. */
function newClip(
  library: Library,
  ids: Ids,
  foreign: Sidecar | null,
  createdAt: number,
): Omit<NewClip, 'media'> {
  if (!foreign)
    return {
      clipId: ids.next(),
      jobId: null,
      batchId: null,
      accountId: '',
      remoteJobId: null,
      createdAt,
      recipe: { modelId: '', params: {}, inputs: [], webhookUrl: '', priceVersion: '' },
      price: { estimate: null, charged: null, priceVersion: '' },
      lineage: { made: 'import' },
    };
  const clash = library.get(foreign.clipId) !== null;
  const done = foreign.jobId !== null && library.hasJob(foreign.jobId);
  const { recipe, lineage } = recordOf(foreign, '', '', false);
  return {
    clipId: clash ? ids.next() : foreign.clipId,
    jobId: clash || done ? null : foreign.jobId,
    batchId: foreign.batchId,
    accountId: foreign.accountId,
    remoteJobId: foreign.remoteJobId,
    createdAt: foreign.createdAt,
    recipe: { ...recipe, webhookUrl: '' },
    price: foreign.price,
    lineage,
  };
}

async function adoptOne(
  folder: LibraryFolders,
  name: string,
  { library, ids }: ImportOptions,
): Promise<Outcome<Taken>> {
  const file = path.join(folder.root, name);
  try {
    const facts = await stat(file);
    const media = await verifyMp4(file);
    if (!media.ok) return fail('clip-unreadable', media.error.detail);
    const sha256 = await sha256Of(file);
    if (library.withHash(sha256).length > 0) return ok('known');
    const createdAt = Math.max(0, Math.floor(facts.mtimeMs));
    const sidecar = newSidecar({
      ...newClip(library, ids, null, createdAt),
      media: { ...media.value, bytes: facts.size, sha256 },
    });
    if (!sidecar.ok) return sidecar;
    return await library.alone(async () => {
      const written = await createSidecar(path.join(folder.root, sidecarNameOf(name)), sidecar.value);
      if (!written.ok) return written;
      // One has come meanwhile: the next comparison reads it.
      if (!written.value) return ok('known');
      const indexed = await library.indexClip(recordOf(sidecar.value, folder.id, name, false));
      return indexed.ok ? ok('added') : indexed;
    });
  } catch (error) {
    return { ok: false, error: diskFailure(error) };
  }
}
