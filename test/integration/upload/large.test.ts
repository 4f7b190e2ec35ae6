import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { ProviderClient } from '../../../main/core/provider/client.ts';

test('a file that waits for the line many times leaves nothing behind each time', async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error): void => void warnings.push(warning);
  process.on('warning', warn);
  let bytes = 0;
  const server = http.createServer((request, response) => {
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
    });
    request.on('end', () => response.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = new ProviderClient({ base: () => base, key: async () => 'key' });
    const body = Buffer.alloc(8 * 1024 * 1024, 7);
    expect(await client.put(`${base}/in`, 'video/mp4', body, () => undefined)).toMatchObject({ ok: true });
    expect(bytes).toBe(body.length);
    // Warnings come a turn later.
    await new Promise((turn) => setImmediate(turn));
    expect(warnings).toEqual([]);
  } finally {
    process.off('warning', warn);
    server.close();
  }
});
