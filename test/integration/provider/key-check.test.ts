import { expect, test } from 'vitest';
import { ProviderClient } from '../../../main/core/provider/client.ts';
import { freshService } from '../practice/peer.ts';

test.each([
  ['pb_wrong_0000', 'key-rejected', undefined],
  ['pb_inactive', 'key-inactive', undefined],
  ['pb_expired', 'key-expired', undefined],
  ['pb_elsewhere', 'key-address', undefined],
  ['pb_banned', 'account-blocked', undefined],
  ['pb_submit_only', 'key-scope', 'check_status'],
  ['pb_status_only', 'key-scope', 'submit_job'],
  ['pb_models_only', 'key-scope', 'check_status, submit_job'],
  ['pb_second', null, undefined],
])('a look at %s says %s, and costs nothing', async (key, code, scope) => {
  const service = await freshService();
  const checked = await new ProviderClient({ base: () => service.url, key: async () => key }).check();
  expect(checked.ok ? null : checked.error.code).toBe(code);
  expect(checked.ok ? undefined : checked.error.facts?.['scope']).toBe(scope);
  expect(service.ledger()).toEqual([]);
});

test.each([
  ['https://nowhere.invalid', 'offline'],
  ['http://127.0.0.1:9', 'unreachable'],
])(
  'a machine without a network is told apart from a service that does not answer: %s',
  async (base, code) => {
    const client = new ProviderClient({ base: () => base, key: async () => 'pb_some_key' });
    expect(await client.check()).toMatchObject({ ok: false, error: { code } });
  },
);
