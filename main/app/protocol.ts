import { constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { parseRange } from '../core/download/range.ts';
import { uploadKind } from '../core/job/run/upload-kind.ts';

export const SCHEME = 'app';
export const ORIGIN = 'app://bundle';

/** Everything from the app's own origin, nothing from anywhere else, no inline code, no text as markup or code. */
export const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.mp4': 'video/mp4',
};

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** A file that an id stands for. Paths come from the index, never from the page. */
export interface MediaFile {
  readonly path: string;
  /** Null: as its first bytes say. */
  readonly type: string | null;
  /** The same bytes for as long as the id is known. */
  readonly lasting: boolean;
}

/** The file of a clip or picture, or where the still picture of a clip lies once it is made; null for what is not known. */
export type FindMedia = (id: string, poster: boolean) => Promise<MediaFile | null>;

/** Of a file, read at once: each costs a way to the page. */
const PIECE = 256 * 1024;

const refuse = (status: number): Response =>
  new Response(null, { status, headers: { 'x-content-type-options': 'nosniff' } });

/**
 * Answers the app's own scheme: the page's files with the policy as a header, `/media/<id>` with byte ranges, and
 * the still picture of a clip as `/media/<id>/poster` (204 where there is none yet).
 * @param pageFolders the built page: where its files are looked for, in this order; nothing outside is ever served.
 * @returns settles when a page has been given its first script and style sheet.
 */
export function handleScheme(pageFolders: () => readonly string[], findMedia: FindMedia): Promise<unknown> {
  const given = { '.js': Promise.withResolvers<void>(), '.css': Promise.withResolvers<void>() };
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    if (`${url.protocol}//${url.host}` !== ORIGIN) return refuse(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const [, section, id, ...rest] = url.pathname.split('/');
    if (section === 'media') {
      const isPoster = rest.length === 1 && rest[0] === 'poster';
      const media =
        id !== undefined && (rest.length === 0 || isPoster) ? await findMedia(id, isPoster) : null;
      const answer = media
        ? await sendFile(media, request, {
            'cache-control': media.lasting ? 'private, max-age=31536000, immutable' : 'no-store',
          })
        : refuse(404);
      // A picture that is refused is an error in the page's console; one without content only an event.
      return isPoster && answer.status === 404
        ? new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
        : answer;
    }
    const file = pageFile(pageFolders(), url.pathname);
    return file === null ? refuse(404) : sendPage(file, request.method, (kind) => given[kind].resolve());
  });
  return Promise.all([given['.js'].promise, given['.css'].promise]);
}

/** One of the page's own files. A start waits for them: asking another thread takes longer than reading what is so small. */
function sendPage(file: MediaFile, method: string, given: (kind: '.js' | '.css') => void): Response {
  const bytes = readWhole(file.path);
  if (bytes === null) return refuse(404);
  const kind = path.extname(file.path);
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(bytes);
        controller.close();
        // What has been taken is still to be written.
        if (kind === '.js' || kind === '.css') setImmediate(given, kind);
      },
    },
    // Nothing is pulled before somebody reads.
    { highWaterMark: 0 },
  );
  return new Response(method === 'HEAD' ? null : body, {
    headers: {
      'content-security-policy': CSP,
      'cache-control': 'no-cache',
      'content-type': file.type ?? '',
      'content-length': String(bytes.byteLength),
      'x-content-type-options': 'nosniff',
    },
  });
}

function readWhole(place: string): Buffer<ArrayBuffer> | null {
  try {
    return statSync(place).isFile() ? readFileSync(place) : null;
  } catch {
    return null;
  }
}

/** The page's file for a path, or null where the path leads anywhere else. */
function pageFile(folders: readonly string[], pathname: string): MediaFile | null {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const type = TYPES[path.extname(name)];
  if (type === undefined || /[\\\0:]/.test(name)) return null;
  for (const folder of folders) {
    const file = fileInside(folder, name);
    if (file !== null) return { path: file, type, lasting: false };
  }
  return null;
}

function fileInside(folder: string, name: string): string | null {
  try {
    const root = realpathSync.native(folder);
    const file = realpathSync.native(path.join(root, name));
    const inside = path.relative(root, file);
    return inside === '' || inside.startsWith('..') || path.isAbsolute(inside) ? null : file;
  } catch {
    return null;
  }
}

async function sendFile(
  file: MediaFile,
  request: Request,
  headers: Record<string, string>,
): Promise<Response> {
  const opened = await openRegular(file.path);
  if (opened === null) return refuse(404);
  const { handle, size } = opened;
  const common = {
    ...headers,
    'content-type': file.type ?? (await typeOf(handle)),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
  };
  const range = parseRange(request.headers.get('range'), size);
  if (range === 'unsatisfiable') {
    await handle.close();
    return new Response(null, { status: 416, headers: { ...common, 'content-range': `bytes */${size}` } });
  }
  const part = range === 'whole' ? { start: 0, end: size - 1 } : range;
  const lengths = {
    'content-length': String(part.end - part.start + 1),
    ...(range === 'whole' ? {} : { 'content-range': `bytes ${part.start}-${part.end}/${size}` }),
  };
  const isEmpty = request.method === 'HEAD' || size === 0;
  if (isEmpty) await handle.close();
  // The stream closes the file, also when the page stops reading.
  const body = isEmpty ? null : Readable.toWeb(handle.createReadStream({ ...part, highWaterMark: PIECE }));
  return new Response(body as ReadableStream | null, {
    status: range === 'whole' ? 200 : 206,
    headers: { ...common, ...lengths },
  });
}

/** Never waits for a pipe or a device, also when one has taken the file's place a moment ago. */
async function openRegular(place: string): Promise<{ handle: FileHandle; size: number } | null> {
  try {
    if (!(await stat(place)).isFile()) return null;
    const handle = await open(place, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = await handle.stat();
    if (facts.isFile()) return { handle, size: facts.size };
    await handle.close();
    return null;
  } catch {
    return null;
  }
}

async function typeOf(handle: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
  return uploadKind(buffer.subarray(0, bytesRead)).contentType;
}
