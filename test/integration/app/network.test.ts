import tls from 'node:tls';
import { afterEach, expect, test, vi } from 'vitest';
import { createNetwork } from '../../../main/app/network.ts';

afterEach(() => vi.restoreAllMocks());

test('the proxy is asked for at each connection, because networks change', async () => {
  const answers = ['DIRECT', 'PROXY proxy.example:3128; DIRECT', 'HTTPS safe.example:443', 'SOCKS5 s:1'];
  const resolveProxy = vi.fn(async () => answers.shift() ?? 'DIRECT');
  const proxy = createNetwork({ resolveProxy }, () => undefined);
  const found = [];
  for (let n = 0; n < 4; n += 1) found.push((await proxy('https://api.muvi.video'))?.['HTTPS_PROXY']);
  expect(found).toEqual([undefined, 'http://proxy.example:3128', 'https://safe.example:443', undefined]);
  expect(await proxy('http://127.0.0.1:8080')).toBeUndefined();
  expect(resolveProxy).toHaveBeenCalledTimes(4);
});

test('a proxy that cannot be found out counts as none', async () => {
  const resolveProxy = () => Promise.reject(new Error('no session'));
  expect(await createNetwork({ resolveProxy }, () => undefined)('https://api.muvi.video')).toBeUndefined();
});

test('the system’s certificates are trusted besides Node’s own, read once and only for other machines', async () => {
  vi.spyOn(tls, 'getCACertificates').mockImplementation((kind) =>
    kind === 'system' ? ['ours', 'bundled'] : ['bundled'],
  );
  const set = vi.spyOn(tls, 'setDefaultCACertificates').mockReturnValue();
  const proxy = createNetwork({ resolveProxy: async () => 'DIRECT' }, () => undefined);
  await proxy('http://127.0.0.1:1');
  expect(set).not.toHaveBeenCalled();
  await proxy('https://api.muvi.video');
  await proxy('https://api.muvi.video');
  expect(set).toHaveBeenCalledOnce();
  expect(set).toHaveBeenCalledWith(['bundled', 'ours']);
});

test('where they cannot be read, Node’s own still hold', async () => {
  vi.spyOn(tls, 'getCACertificates').mockImplementation(() => {
    throw new Error('no store');
  });
  const log = vi.fn();
  const proxy = createNetwork({ resolveProxy: async () => 'DIRECT' }, log);
  expect(await proxy('https://api.muvi.video')).toBeUndefined();
  expect(log).toHaveBeenCalledWith('warn', 'network.certificates', expect.anything());
});
