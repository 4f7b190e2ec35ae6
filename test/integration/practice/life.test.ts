import { expect, test } from 'vitest';
import { api, ended, fixture, freshService, submit, upload } from './peer.ts';

test('a picture becomes a clip: upload, submit, status, output', async () => {
  const service = await freshService();
  const image = await fixture('landscape.jpg');
  const { id, fileUrl } = await upload(service, image);
  expect(Buffer.from(await (await fetch(fileUrl)).arrayBuffer()).equals(image)).toBe(true);
  const submitted = await submit(service, fileUrl);
  expect(submitted.status).toBe(200);
  expect(submitted.data).toMatchObject({ status: 'pending', costMicroCents: 1_000_000 });
  const jobId = String(submitted.data['jobId']);
  const status = await ended(service, jobId);
  expect(status).toMatchObject({ jobId, status: 'completed', progress: 100, error: null });
  const clip = await fetch(String(status['output']));
  expect(clip.headers.get('content-type')).toBe('video/mp4');
  expect((await clip.arrayBuffer()).byteLength).toBe(Number(clip.headers.get('content-length')));
  const list = await api(service, 'GET', '/v1/jobs');
  expect(list.data).toMatchObject({
    jobs: [{ jobId, status: 'completed' }],
    nextCursor: null,
    hasMore: false,
  });
  expect((await api(service, 'GET', `/v1/uploads/${id}`)).data).toMatchObject({ id, status: 'pending' });
  expect(service.ledger()).toMatchObject([{ kind: 'charge', jobId, amount: 1_000_000 }]);
});
