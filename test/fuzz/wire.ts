/** What the service answers: parsed by itself, and through real sockets by the real client. */
import { once } from 'node:events';
import net from 'node:net';
import { classifySubmit } from '../../main/core/provider/classify.ts';
import { ProviderClient } from '../../main/core/provider/client.ts';
import {
  parseCancel,
  parseEstimate,
  parseList,
  parsePresign,
  parseStatus,
  parseSubmit,
} from '../../main/core/provider/replies.ts';
import { parseJson, serviceError } from '../../main/core/provider/wire.ts';
import { isMicroCents } from '../../preload/contract/money.ts';
import type { Random } from '../fault/rig/random.ts';
import type { Target } from './target.ts';
import { changed, damaged, oddText } from './values.ts';

const JOB = {
  jobId: 'job_1',
  status: 'completed',
  model: 'alibaba-plus/wan-2.6-flash/image-to-video',
  output: { url: 'https://cdn.example/a.mp4?x=1' },
  outputs: [{ url: 'https://cdn.example/a.mp4' }],
  error: { code: 'GENERATION_FAILED', message: 'no' },
  cost: 25_000_000,
  currency: 'micro-cents',
  createdAt: '2026-11-22T10:00:00.000Z',
  completedAt: '2026-11-22T10:01:00.000Z',
};
/** One sound answer of each kind. */
const ANSWERS: readonly [unknown, ...unknown[]] = [
  {
    success: true,
    data: { jobId: 'job_1', costMicroCents: 25_000_000, estimatedCompletionTime: JOB.createdAt },
  },
  { success: true, data: JOB },
  JOB,
  { success: true, data: { jobs: [JOB, JOB], nextCursor: 'c', hasMore: true } },
  { success: true, data: [JOB], nextCursor: null },
  { success: true, data: { estimatedCostMicroCents: 25_000_000, currency: 'usd' } },
  { success: true, data: { status: 'cancelled', refundedMicroCents: 5 } },
  {
    success: true,
    data: {
      uploadUrl: 'https://up.example/x?sig=1',
      fileUrl: 'https://cdn.example/x',
      expiresAt: JOB.createdAt,
      maxSize: 10,
    },
  },
  { success: false, error: { code: 'RATE_LIMITED', message: 'later', details: { retryAfter: 5 } } },
  { error: 'plain words' },
];
const PARSERS = [parseSubmit, parseEstimate, parseStatus, parseList, parseCancel, parsePresign] as const;
const STATUSES = [
  200, 201, 202, 204, 206, 301, 302, 307, 400, 401, 402, 403, 404, 409, 418, 422, 429, 500, 502, 503, 504,
  999,
] as const;

/** Amounts are amounts, times are times, and words can be shown. */
function senseless(value: unknown, key = ''): string | null {
  if (typeof value === 'string')
    return value.isWellFormed() || /url|next/i.test(key) ? null : `${key}: ${JSON.stringify(value)}`;
  if (typeof value === 'number') {
    const isTime = /At$|Time$/.test(key);
    const isFine = isTime
      ? value >= 0 && value <= 8.64e15
      : key === 'unread' || key === 'maxSize' || isMicroCents(value);
    return isFine ? null : `${key}: ${value}`;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [inner, each] of Object.entries(value)) {
    const wrong = senseless(each, inner);
    if (wrong !== null) return wrong;
  }
  return null;
}

function bodyOf(random: Random): Buffer {
  let value: unknown = random.pick(ANSWERS);
  for (let n = random.int(0, 3); n > 0; n -= 1) value = changed(random, value);
  let text = JSON.stringify(value) ?? '';
  // What JSON.stringify would never write.
  if (random.chance(0.1))
    text = text.replace(/\d+/, () => random.pick(['1e999', '-0', '00', '1'.repeat(400), 'NaN']));
  if (random.chance(0.05)) text = `${'['.repeat(5000)}${text}`;
  const bytes = random.chance(0.05) ? Buffer.from(text, 'utf16le') : Buffer.from(text);
  return random.chance(0.3) ? damaged(random, bytes) : bytes;
}

function headOf(random: Random, length: number): string {
  const headers = [`content-length: ${random.chance(0.9) ? length : random.pick([0, length + 7, -1, 1e15])}`];
  for (let n = random.int(0, 3); n > 0; n -= 1)
    headers.push(
      `${random.pick(['retry-after', 'date', 'content-type', 'location', 'set-cookie', 'x-y'])}: ${oddText(
        random,
      )
        .replaceAll(/[\r\n\0]/g, '')
        .slice(0, 500)}`,
    );
  if (random.chance(0.05)) headers.push('transfer-encoding: chunked');
  if (random.chance(0.05)) headers.push('content-encoding: gzip');
  return `HTTP/1.1 ${random.pick(STATUSES)} ${random.pick(['OK', '', 'No'])}\r\n${headers.join('\r\n')}\r\nconnection: close\r\n\r\n`;
}

export async function wireTarget(): Promise<Target> {
  let reply: Buffer = Buffer.alloc(0);
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(reply));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const short = { connectMs: 5000, silenceMs: 5000, answerMs: 5000 };
  const client = new ProviderClient({
    base: () => `http://127.0.0.1:${address.port}`,
    key: async () => 'pb_fuzz_key_ABCD',
    patience: { question: short, upload: short, paid: short },
  });

  async function overSockets(random: Random): Promise<string | null> {
    const body = bodyOf(random);
    const answer = Buffer.concat([Buffer.from(headOf(random, body.length), 'latin1'), body]);
    reply = random.chance(0.1) ? damaged(random, answer) : answer;
    connections = 0;
    const ask = random.int(0, 5);
    const said =
      ask === 0
        ? await client.submit(Buffer.from('{"model":"m"}'), 'send-1', () => undefined)
        : ask === 1
          ? await client.job('job_1')
          : ask === 2
            ? await client.jobsPage(null)
            : ask === 3
              ? await client.presign('image.jpg', 'image/jpeg')
              : ask === 4
                ? await client.cancel('job_1')
                : await client.check();
    if (ask === 0 && connections !== 1) return `the paid request made ${connections} connections`;
    return JSON.stringify(said).includes('pb_fuzz_key') ? 'an answer carries the key' : null;
  }

  return {
    name: 'wire',
    async round(random) {
      if (random.chance(0.1)) return overSockets(random);
      const body = bodyOf(random);
      const json = parseJson(body);
      for (const parse of PARSERS) {
        const wrong = senseless(parse(json));
        if (wrong !== null) return `${parse.name} took ${wrong} from ${body.toString('utf8').slice(0, 2000)}`;
      }
      serviceError(json);
      const status = random.pick(STATUSES);
      const verdict = classifySubmit({
        type: 'answered',
        answer: { status, headers: {}, body },
        complete: true,
      });
      if (verdict.type === 'accepted' && !/^[\w.:-]{1,200}$/.test(verdict.remoteId))
        return `a job id of ${JSON.stringify(verdict.remoteId)}`;
      return verdict.type === 'accepted' && status >= 300 ? `accepted with ${status}` : null;
    },
    async end() {
      server.close();
      await once(server, 'close');
      return null;
    },
  };
}
