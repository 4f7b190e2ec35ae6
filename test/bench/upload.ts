import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ProvedFile } from '../../main/core/intake/proved-file.ts';
import { SourceFiles } from '../../main/core/intake/source-files.ts';
import { ProviderClient } from '../../main/core/provider/client.ts';
import type { ReadBody } from '../../main/core/provider/http.ts';
import { clipBytes, clipHash } from './lib/clip-bytes.ts';
import { type Arm, compare, type Report, type Scale } from './lib/report.ts';
import { withFileServer } from './lib/with-server.ts';

const MB = 1024 * 1024;
const SIZES = { full: { bytes: 100 * MB, rounds: 15 }, smoke: { bytes: MB, rounds: 1 } };

/** A file to a server on this machine as the app sends it, proved by its hash meanwhile, beside `curl -T`. */
export function upload(scale: Scale): Promise<Report> {
  const { bytes, rounds } = SIZES[scale];
  return withFileServer(async (address) => {
    const to = `${address}/in`;
    const sources = new SourceFiles(path.join(os.tmpdir(), 'sources'));
    const sha256 = clipHash(bytes);
    const file = sources.pathOf(sha256);
    fs.mkdirSync(sources.folder);
    fs.writeFileSync(file, Buffer.concat([...clipBytes(bytes)]));
    const client = new ProviderClient({ base: () => address, key: () => Promise.resolve('key') });
    const put = async (content: ReadBody): Promise<void> => {
      const sent = await client.put(to, 'video/mp4', content, () => undefined);
      if (!sent.ok) throw new Error(JSON.stringify(sent.error));
    };
    const proved = async (use: (content: ProvedFile) => Promise<void>): Promise<void> => {
      const opened = await sources.open(sha256);
      if (!opened.ok) throw new Error(opened.error.code);
      await use(opened.value);
      await opened.value.close();
    };
    const arm = (name: string, work: () => Promise<void>): Arm => ({
      name,
      run: async () => {
        const began = performance.now();
        await work();
        const ms = performance.now() - began;
        if ((await (await fetch(to)).text()) !== sha256) throw new Error('wrong bytes');
        return ms;
      },
    });
    const sized = `${Math.round(bytes / MB)} MB`;
    const plain = arm('without the hash', () => put({ length: bytes, pieces: () => piecesOf(file) }));
    const curl = arm('curl -T', async () => {
      const [code] = await once(spawn('curl', ['-sf', '-T', file, to], { stdio: 'ignore' }), 'exit');
      if (code !== 0) throw new Error(`curl ended with ${code}`);
    });
    const hashed: Arm = {
      name: 'read and hashed only',
      run: async () => {
        const began = performance.now();
        await proved(async (content) => {
          for await (const _ of content.pieces());
        });
        return performance.now() - began;
      },
    };
    return compare({
      what: `${sized} read, hashed and put`,
      arms: [arm('Kinora', () => proved(put)), curl, plain, hashed],
      goal: { atLeast: 1 },
      rounds,
    });
  });
}

/** What the app does without a proof. */
async function* piecesOf(file: string): AsyncGenerator<Buffer, void, void> {
  for await (const piece of fs.createReadStream(file, { highWaterMark: MB })) yield piece;
}
