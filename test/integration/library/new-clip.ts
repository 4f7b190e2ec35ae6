import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { NewClip } from '../../../main/core/library/clip-record.ts';
import { type Library, type LibraryOptions, openLibrary } from '../../../main/core/library/library.ts';
import { systemClock, uuidv7 } from '../../../main/core/system.ts';
import { micro } from '../../../preload/contract/money.ts';

const video = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/media/clip-smallest.mp4'));
let made = 0;

/** A finished part in `incoming` and all that is known of its clip. Every part's bytes are its own. */
export function newClip(
  incoming: string,
  more: { prompt?: string; name?: string; at?: number } = {},
): NewClip & { partPath: string } {
  made += 1;
  const at = more.at ?? Date.UTC(2027, 0, 1) + made * 1000;
  const jobId = uuidv7(at);
  const bytes = Buffer.concat([video, Buffer.from(`\0\0\0\x10free${String(made).padStart(8)}`, 'latin1')]);
  const partPath = path.join(incoming, `${jobId}.part`);
  writeFileSync(partPath, bytes);
  writeFileSync(`${partPath}.json`, '{}');
  return {
    partPath,
    clipId: uuidv7(at),
    jobId,
    batchId: uuidv7(at),
    accountId: 'practice',
    remoteJobId: `remote-${String(made).padStart(4, '0')}`,
    createdAt: at,
    recipe: {
      modelId: 'alibaba-plus/wan-2.6-flash/image-to-video',
      params: { prompt: more.prompt ?? 'Waves roll in', duration: 5, resolution: '720p' },
      inputs: [
        {
          field: 'image_url',
          sourceId: uuidv7(at),
          sha256: 'a'.repeat(64),
          name: more.name ?? 'Harbour Dawn.jpg',
          width: 1600,
          height: 900,
        },
      ],
      webhookUrl: '',
      priceVersion: '2026-11',
    },
    price: { estimate: micro(2_500_000), charged: null, priceVersion: '2026-11' },
    media: {
      seconds: 1,
      width: 32,
      height: 32,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
  };
}

export function openAt(folder: string, more: Partial<LibraryOptions> = {}): Library {
  const opened = openLibrary({
    folder,
    indexPath: path.join(folder, '..', 'library.db'),
    clock: systemClock,
    log: () => undefined,
    ...more,
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}
