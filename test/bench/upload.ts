import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ProvedFile } from '../../main/core/intake/proved-file.ts';
import { SourceFiles } from '../../main/core/intake/source-files.ts';
import { ProviderClient } from '../../main/core/provider/client.ts';
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
    const put = async (content: Buffer | ProvedFile): Promise<void> => {
      const sent = await client.put(to, 'video/mp4', content, () => undefined);
      if (!sent.ok) throw new Error(JSON.stringify(sent.error));
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
    const plain = arm('without the hash', async () => put(await readFile(file)));
    const curl = arm('curl -T', async () => {
      const [code] = await once(spawn('curl', ['-sf', '-T', file, to], { stdio: 'ignore' }), 'exit');
      if (code !== 0) throw new Error(`curl ended with ${code}`);
    });
    const proved = arm('Kinora', async () => {
      const opened = await sources.open(sha256);
      if (!opened.ok) throw new Error(opened.error.code);
      await put(opened.value);
      await opened.value.close();
    });
    return compare({
      what: `${sized} read, hashed and put`,
      arms: [proved, curl, plain],
      goal: { atLeast: 1 },
      rounds,
    });
  });
}
