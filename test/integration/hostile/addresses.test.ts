import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { isIP } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadFile } from '../../../main/core/download/download-file.ts';
import { systemClock } from '../../../main/core/system.ts';
import { SERVICE } from './front.ts';
import { say, twist } from './say.ts';
import { World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.close());

/** None of these addresses is asked for anything, neither with a picture nor for a clip. */
async function neverAsked(...addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const put = await world.client.put(address, 'image/jpeg', Buffer.from('x'), () => undefined);
    expect(put, address).toMatchObject({ ok: false, error: { code: 'service-error' } });
    expect(JSON.stringify(put)).not.toContain('evil');
    const got = await downloadFile(
      { id: 'hostile', url: address, dir: world.rig.clips.incoming },
      { clock: systemClock },
    );
    expect(got, address).toMatchObject({ kind: 'refused', failure: { code: 'not-allowed' } });
    expect(JSON.stringify(got)).not.toContain('evil');
  }
  await offered(addresses[0] ?? '');
}

/** A job that is sent to this address takes the next one that the service gives. */
async function offered(address: string): Promise<void> {
  world.front.script(
    'presign',
    twist((data) => ({ ...data, uploadUrl: address })),
  );
  world.front.script(
    'status',
    twist((data) => ({ ...data, status: 'completed', output: address, outputs: null })),
  );
  await world.until(await world.rig.one(), 'done');
  expect(world.front.requests('presign')).toHaveLength(2);
  expect(world.front.requests('output')).toHaveLength(1);
  world.expectPaid(1);
}

test('47 a host behind a user name', async () => {
  await neverAsked('https://cdn.good@evil.test/x.mp4', 'https://cdn.good:443@evil.test/x.mp4');
});

test('48 backslashes for slashes', async () => {
  await neverAsked(
    'https:\\\\evil.test\\x.mp4',
    'https:/\\evil.test/x.mp4',
    'https://cdn.muvi.video\\@evil.test/x.mp4',
  );
});

test('49 other schemes, and no scheme', async () => {
  await neverAsked(
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:video/mp4;base64,AAAA',
    'blob:https://evil.test/1',
    'file:///etc/passwd',
    '\\\\evil\\share',
    '//evil.test/x.mp4',
    'ftp://evil.test/x.mp4',
    'http://evil.test/x.mp4',
    'evil.test/x.mp4',
  );
});

test('50 this machine, its networks and its cloud in every spelling', async () => {
  await neverAsked(
    'https://[::1]/x.mp4',
    'https://[::ffff:127.0.0.1]/x.mp4',
    'https://[fd00:ec2::254]/x.mp4',
    'https://[fe80::1]/x.mp4',
    'https://2130706433/x.mp4',
    'https://0177.0.0.1/x.mp4',
    'https://0x7f.1/x.mp4',
    'https://127.1/x.mp4',
    'https://0/x.mp4',
    'https://169.254.169.254/latest/meta-data',
    'https://2852039166/latest/meta-data',
    'https://10.0.0.1/x.mp4',
    'https://192.168.0.1/x.mp4',
    'https://localhost./x.mp4',
    'http://localhost:9/x.mp4',
    'http://127.1.2.3/x.mp4',
  );
});

test('50 this machine, from where only the practice service may lead', async () => {
  await offered('http://127.0.0.1:9/x.mp4');
});

test('51 a name that leads to a private address, at once or the second time', async () => {
  const answers = ['10.0.0.7', '::1', '169.254.169.254', '127.0.0.1'];
  const asked: string[] = [];
  const { lookup } = dns;
  // Stands in for the name service, and for nothing else.
  const fake = (name: string, _options: unknown, done: (error: null, found: dns.LookupAddress[]) => void) => {
    const address = answers[asked.length % answers.length] ?? '';
    asked.push(name);
    done(null, [{ address, family: isIP(address) }]);
  };
  const { between } = world.rig;
  try {
    Object.assign(dns, { lookup: fake });
    syncBuiltinESMExports();
    world.between({ proxy: async () => undefined });
    for (const _ of answers) {
      const sent = await world.client.put(
        'https://rebind.test/x',
        'image/jpeg',
        Buffer.from('x'),
        () => undefined,
      );
      expect(sent).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    }
    const dir = world.rig.clips.incoming;
    for (const _ of answers) {
      const result = await downloadFile(
        { id: 'rebind', url: 'https://rebind.test/x.mp4', dir },
        { clock: systemClock },
      );
      expect(result).toMatchObject({ kind: 'retry', failure: { code: 'unreachable', detail: 'EACCES' } });
    }
  } finally {
    Object.assign(dns, { lookup });
    syncBuiltinESMExports();
    world.rig.between = between;
  }
  expect(asked).toEqual(Array(8).fill('rebind.test'));
});

test('52 a host that looks like the service’s own', async () => {
  // The i is Cyrillic. Nothing tells such a host from any other that holds clips; it learns nothing but the path.
  const host = 'cdn.muv\u0456.video';
  world.allowed.add('cdn.xn--muv-lhd.video:443');
  const there = (url: unknown) => String(url).replace('api.muvi.video', host);
  world.front.script(
    'presign',
    twist((data) => ({ ...data, uploadUrl: there(data['uploadUrl']) })),
  );
  const lead = twist((data) =>
    data['output'] ? { ...data, output: there(data['output']), outputs: null } : data,
  );
  world.front.script('status', lead, 99);
  await world.until(await world.rig.one(), 'done');
  const seen = world.front.seen.filter((request) => request.host !== 'api.muvi.video');
  expect(seen.map(({ method }) => method)).toEqual(['PUT', 'GET']);
  for (const { headers } of seen)
    for (const name of ['authorization', 'cookie', 'x-api-key', 'referer', 'idempotency-key'])
      expect(headers[name]).toBeUndefined();
  world.expectPaid(1);
});

test('53 ports of other services', async () => {
  await neverAsked(...[22, 25, 80, 1].map((port) => `https://evil.test:${port}/x.mp4`));
});

test('54 an address of megabytes', async () => {
  await neverAsked(`https://evil.test/${'a'.repeat(5_000_000)}`, `https://evil.test/?${'a'.repeat(20_000)}`);
});

test('55 signatures in addresses stay where they are needed', async () => {
  const signature = 'X-Amz-Signature=5iGn4tUr3';
  world.secrets.push('5iGn4tUr3');
  const signed = (url: unknown) => `${String(url)}?${signature}`;
  world.front.script(
    'presign',
    twist((data) => ({ ...data, uploadUrl: signed(data['uploadUrl']), fileUrl: signed(data['fileUrl']) })),
    99,
  );
  const sign = twist((data) =>
    data['output'] ? { ...data, output: signed(data['output']), outputs: null } : data,
  );
  world.front.script('status', sign, 99);
  const words = `<Error>SignatureDoesNotMatch ${SERVICE}/x?${signature}</Error>`;
  world.front.script('put', say(words, { status: 403 }));
  for (const status of [503, 403]) world.front.script('output', say(words, { status }));
  world.front.script(
    'output',
    say('', { status: 302, headers: { location: `ftp://evil.test/?${signature}` } }),
  );
  world.front.script(
    'submit',
    say({ success: false, error: { code: 'CONCURRENT_JOBS_EXCEEDED', message: words } }, { status: 429 }),
  );
  await world.until(await world.rig.one(), 'done');
  expect(world.front.requests('put').at(-1)?.path).toContain(signature);
  expect(world.front.requests('output').at(-1)?.path).toContain(signature);
  world.expectPaid(1);
});
