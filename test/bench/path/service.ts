import fs from 'node:fs';
import path from 'node:path';
import { startService } from '../../../main/practice/service.ts';

/** `service.mjs <folder>`: the practice service in a process of its own, whose clips are ready at once. */
const [dir = ''] = process.argv.slice(2);
const clip = fs.readFileSync(path.resolve('test/fixtures/media/clip.mp4'));
const service = await startService({
  dir,
  timeScale: 0,
  makeClip: () => Promise.resolve(clip),
  maxConcurrent: 1000,
});
process.send?.({ url: service.url, key: service.key });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, requests: service.requests().length });
});
process.on('disconnect', () => process.exit());
