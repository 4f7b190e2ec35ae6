/** Addresses and ranges under the app's own scheme, as a page can make them up. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { handleScheme } from '../../main/app/protocol.ts';
import { parseContentRange, parseRange } from '../../main/core/download/range.ts';
import type { Random } from '../fault/rig/random.ts';
import type { Target } from './target.ts';
import { oddText } from './values.ts';

const ID = '01999999-0000-7000-8000-000000000001';
const SECRET = 'not for the page';
const PIECES = [
  '..',
  '.',
  '%2e%2e',
  '..%2f',
  '..%5c',
  '%252e%252e',
  '%c0%ae',
  '%00',
  '\\',
  'media',
  ID,
  'poster',
  'index.html',
  'secret.html',
  'link.html',
  'a:b.js',
  '',
] as const;

function addressOf(random: Random): string {
  const parts = Array.from({ length: random.int(0, 6) }, () =>
    random.chance(0.9) ? random.pick(PIECES) : encodeURI(oddText(random).toWellFormed().slice(0, 100)),
  );
  const host = random.chance(0.97) ? 'bundle' : random.pick(['bundle.evil', 'BUNDLE', 'x']);
  return `app://${host}/${parts.join('/')}${random.pick(['', '', '?x=../..', '#/media'])}`;
}

function rangeOf(random: Random): string {
  const number = (): string =>
    random.pick([
      '',
      '0',
      '1',
      '99',
      '100',
      '9999999999',
      '-1',
      '1e3',
      ' ',
      '0x1',
      String(random.int(0, 120)),
    ]);
  const one = (): string => `${number()}-${number()}`;
  return random.chance(0.8)
    ? `${random.pick(['bytes=', 'bytes =', 'BYTES=', 'items=', ''])}${one()}${random.chance(0.2) ? `,${one()}` : ''}`
    : oddText(random).replaceAll(/[^\x20-\x7e]/g, '');
}

/** @param handlerOf what `protocol.handle` was given. */
export function schemeTarget(handlerOf: () => (request: Request) => Promise<Response>): Target {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'kinora-scheme-'));
  const pages = path.join(scratch, 'pages');
  const clip = path.join(scratch, 'clip.mp4');
  const bytes = Buffer.from(Array.from({ length: 100 }, (_, at) => at));
  const page = Buffer.from('<p>page</p>');
  mkdirSync(pages);
  writeFileSync(path.join(pages, 'index.html'), page);
  writeFileSync(path.join(scratch, 'secret.html'), SECRET);
  symlinkSync(path.join(scratch, 'secret.html'), path.join(pages, 'link.html'));
  writeFileSync(clip, bytes);
  void handleScheme(
    () => [pages],
    async (id) => (id === ID ? { path: clip, type: 'video/mp4', lasting: true } : null),
  );
  const handle = handlerOf();

  return {
    name: 'ranges',
    async round(random) {
      const header = rangeOf(random);
      const size = random.pick([0, 1, 2, 100, 2 ** 40]);
      const range = parseRange(header, size);
      if (typeof range === 'object' && !(range.start >= 0 && range.start <= range.end && range.end < size))
        return `${header} of ${size} is ${JSON.stringify(range)}`;
      const said = parseContentRange(header);
      if (said?.range && said.range.end < said.range.start) return `${header} is ${JSON.stringify(said)}`;

      const address = random.chance(0.5) ? `app://bundle/media/${ID}` : addressOf(random);
      if (!URL.canParse(address)) return null;
      const method = random.pick(['GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE']);
      const response = await handle(new Request(address, { method, headers: { range: header } }));
      const asked = `${method} ${address} (${header})`;
      const body = Buffer.from(await response.arrayBuffer());
      if (![200, 204, 206, 404, 405, 416].includes(response.status)) return `${asked}: ${response.status}`;
      if (body.includes(SECRET)) return `${asked} leads out`;
      if (response.headers.get('x-content-type-options') !== 'nosniff' && response.status !== 204)
        return `${asked}: its type may be guessed`;
      if (method === 'HEAD' || ![200, 206].includes(response.status)) return null;
      const given = parseContentRange(response.headers.get('content-range'));
      const isRight =
        String(body.length) === response.headers.get('content-length') &&
        [bytes, page].some((file) =>
          body.equals(given?.range ? file.subarray(given.range.start, given.range.end + 1) : file),
        );
      return isRight ? null : `${asked}: ${body.length} wrong bytes`;
    },
    end() {
      rmSync(scratch, { recursive: true, force: true });
      return null;
    },
  };
}
