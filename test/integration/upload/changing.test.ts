import { once } from 'node:events';
import { appendFileSync, closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProviderClient } from '../../../main/core/provider/client.ts';
import { sha256, UploadRun } from './upload-run.ts';

/** Longer than what is proved before the request begins. */
const LENGTH = 9 * 1024 * 1024;
const bytes = Buffer.alloc(LENGTH, 'waves at dawn ');
bytes.set([0xff, 0xd8, 0xff]);

describe('a file that changes while it is being sent', () => {
  let run: UploadRun;
  beforeEach(async () => {
    run = await UploadRun.start();
  });
  afterEach(() => run.stop());

  /** Uploads it; what is done to the file happens when its first bytes are on their way. */
  async function meanwhile(change: (file: string) => void) {
    const job = await run.job({ field: 'image_url', bytes });
    const file = await run.rig.clips.sources.find(sha256(bytes));
    let changed = false;
    Object.assign(run.rig.engine, {
      progress: () => {
        if (!changed) change(file);
        changed = true;
      },
    });
    const after = await run.attempt(job);
    const [put] = run.asked('PUT', '/storage/');
    const places = [...run.desk.places.values()].map(({ target }) => target.fileUrl);
    return { job: after, put, places };
  }

  test.each([
    [
      'its last byte becomes another one',
      (file: string) => {
        const fd = openSync(file, 'r+');
        writeSync(fd, Buffer.from([0]), 0, 1, LENGTH - 1);
        closeSync(fd);
      },
    ],
    ['it loses its end', (file: string) => truncateSync(file, LENGTH - 1)],
  ])('the service never gets a whole one: %s', async (_, change) => {
    const { job, put, places } = await meanwhile(change);
    expect(job.state).toMatchObject({ name: 'rejected', failure: { code: 'source-missing' } });
    expect(put).toMatchObject({ status: null });
    expect(put?.bytes).toBeLessThan(LENGTH);
    expect(await run.onService(job)).toBeNull();
    expect(places).toHaveLength(1);
    expect((await fetch(places[0] ?? '')).status).toBe(404);
  });

  test('what is added to its end is not sent', async () => {
    const { job, put } = await meanwhile((file) => appendFileSync(file, 'more'));
    expect(job.state.name).toBe('prepared');
    expect(put).toMatchObject({ status: 200, bytes: LENGTH, sha256: sha256(bytes) });
  });
});

test('a storage that says it has a file before all of it was sent is not believed', async () => {
  const server = http.createServer((_request, response) => response.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = new ProviderClient({ base: () => base, key: async () => 'key' });
    let finish = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const body = {
      length: 2,
      pieces: async function* () {
        yield Buffer.from('a');
        await answered;
        yield Buffer.from('b');
      },
    };
    const sent = await client.put(`${base}/in`, 'image/jpeg', body, () => undefined);
    finish();
    expect(sent).toMatchObject({ ok: false, error: { code: 'service-error', status: null } });
  } finally {
    server.close();
  }
});
