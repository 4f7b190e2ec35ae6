import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { parseRange } from '../core/download/range.ts';

export const SCHEME = 'app';
export const ORIGIN = 'app://bundle';

/** Everything from the app's own origin, nothing from anywhere else, no inline code. */
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
  readonly type: string;
}

const refuse = (status: number): Response =>
  new Response(null, { status, headers: { 'x-content-type-options': 'nosniff' } });

/**
 * Answers the app's own scheme: the page's files with the policy as a header, and `/media/<id>` with byte ranges.
 * @param pageFolder the built page; nothing outside it is ever served.
 * @param findMedia the file of a clip or picture, or null.
 */
export function handleScheme(pageFolder: string, findMedia: (id: string) => Promise<MediaFile | null>): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    if (`${url.protocol}//${url.host}` !== ORIGIN) return refuse(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const [, section, id, ...rest] = url.pathname.split('/');
    if (section === 'media') {
      const media = id !== undefined && rest.length === 0 ? await findMedia(id) : null;
      return media
        ? sendFile(media, request, { 'cache-control': 'private, max-age=31536000, immutable' })
        : refuse(404);
    }
    const file = await pageFile(pageFolder, url.pathname);
    return file
      ? sendFile(file, request, { 'content-security-policy': CSP, 'cache-control': 'no-cache' })
      : refuse(404);
  });
}

/** The page's file for a path, or null where the path leads anywhere else. */
async function pageFile(folder: string, pathname: string): Promise<MediaFile | null> {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const type = TYPES[path.extname(name)];
  if (type === undefined || /[\\\0:]/.test(name)) return null;
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, name));
    const inside = path.relative(root, file);
    return inside === '' || inside.startsWith('..') || path.isAbsolute(inside) ? null : { path: file, type };
  } catch {
    return null;
  }
}

async function sendFile(
  file: MediaFile,
  request: Request,
  headers: Record<string, string>,
): Promise<Response> {
  const size = await stat(file.path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
  if (size === null) return refuse(404);
  const common = {
    ...headers,
    'content-type': file.type,
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
  };
  const range = parseRange(request.headers.get('range'), size);
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { ...common, 'content-range': `bytes */${size}` } });
  const part = range === 'whole' ? { start: 0, end: size - 1 } : range;
  const lengths = {
    'content-length': String(part.end - part.start + 1),
    ...(range === 'whole' ? {} : { 'content-range': `bytes ${part.start}-${part.end}/${size}` }),
  };
  const body =
    request.method === 'HEAD' || size === 0 ? null : Readable.toWeb(createReadStream(file.path, part));
  return new Response(body as ReadableStream | null, {
    status: range === 'whole' ? 200 : 206,
    headers: { ...common, ...lengths },
  });
}
