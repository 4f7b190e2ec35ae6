import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Job } from '../../../main/core/job/state.ts';
import { Journal } from '../../../main/core/store/journal.ts';
import { micro } from '../../../preload/contract/money.ts';
import { ACCOUNT, fastFolder, mustOpen, NOW } from './run.ts';

test('which frame of which clip a picture was taken from is known after a restart', () => {
  const folder = fastFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'journal.db');
  const id = '01999999-0000-7000-8000-000000000002';
  const from = { clipId: '01999999-0000-7000-8000-000000000003', seconds: 4.96 };
  const size = { width: 1280, height: 720 };
  const job: Job = {
    id,
    batchId: id,
    accountId: ACCOUNT,
    recipe: {
      modelId: 'alibaba-plus/wan-2.6-flash/image-to-video',
      params: { prompt: 'The boat goes on', duration: 5 },
      inputs: [{ field: 'image_url', sourceId: id, sha256: 'a'.repeat(64), name: 'boat.jpg', ...size, from }],
      webhookUrl: '',
      priceVersion: '2026-11',
    },
    estimate: micro(250_000),
    serviceEstimate: null,
    state: { name: 'queued' },
    since: NOW,
    createdAt: NOW,
    position: 1,
    retryOf: null,
    imported: false,
  };
  const before = new Journal(mustOpen(file).db);
  before.write(() => {
    before.batches.put({ id, name: 'boat', paused: false });
    before.jobs.insert(job, { id, index: 0 });
  });
  before.close();
  const after = new Journal(mustOpen(file).db);
  onTestFinished(() => after.close());
  expect(after.jobs.get(id)).toEqual(job);
});
