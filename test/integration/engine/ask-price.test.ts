import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askPrice } from '../../../main/core/job/ask-price.ts';
import type { Call } from '../../../main/core/provider/call.ts';
import type { Params } from '../../../preload/contract/model.ts';
import { type MicroCents, micro } from '../../../preload/contract/money.ts';
import { ACCOUNT, FLASH } from './rig.ts';
import { ScriptedClient, VirtualRig } from './virtual.ts';

const SECOND = 1000;
const params: Params = { duration: 5, resolution: '720p' };
type Answer = Call<{ estimate: MicroCents }>;
const said: Answer = { ok: true, value: { estimate: micro(2_500_000) }, at: null };
const broken: Answer = { ok: false, error: { code: 'service-error', status: 500, retryAfter: undefined } };

/** A service whose prices come when the test says so. */
class PriceClient extends ScriptedClient {
  questions: unknown[] = [];
  say: (answer: Answer) => void = () => undefined;
  always: Answer | null = null;

  override async estimate(_modelId: string, input: Readonly<Record<string, unknown>>): Promise<Answer> {
    this.questions.push(input);
    if (this.always) return this.always;
    return new Promise((resolve) => {
      this.say = resolve;
    });
  }
}

let rig: VirtualRig;
let client: PriceClient;
beforeEach(() => {
  rig = new VirtualRig((clock) => {
    client = new PriceClient(clock);
    return client;
  });
});
afterEach(() => rig.stop());

const ask = (of: Params = params): Promise<MicroCents | null> => askPrice(rig.engine, ACCOUNT, FLASH, of);

describe('a question for a price', () => {
  it('is asked for what the model takes, whatever else is missing, and for nothing else', async () => {
    client.always = said;
    for (const wrong of [
      { ...params, duration: 'x'.repeat(2000) },
      { ...params, duration: 5.5 },
      { ...params, duration: 9999 },
      { ...params, resolution: '7200p' },
      { resolution: '720p' },
      {},
    ])
      expect(await ask(wrong)).toBeNull();
    expect(client.questions).toEqual([]);
    expect(await ask({ ...params, prompt: '' })).toBe(2_500_000);
    expect(client.questions).toEqual([{ duration: '5', resolution: '720p' }]);
  });

  it('is asked once while its answer is out', async () => {
    const both = Promise.all([ask(), ask()]);
    client.say(said);
    expect(await both).toEqual([2_500_000, 2_500_000]);
    expect(client.questions).toHaveLength(1);
  });

  it('is not repeated at once when the service does not say', async () => {
    client.always = broken;
    expect([await ask(), await ask()]).toEqual([null, null]);
    await rig.clock.pass(29 * SECOND);
    await ask();
    expect(client.questions).toHaveLength(1);
    await rig.clock.pass(2 * SECOND);
    client.always = said;
    expect(await ask()).toBe(2_500_000);
  });

  it('keeps nobody waiting for long, and a late answer is still taken in', async () => {
    const first = ask();
    await rig.clock.pass(5 * SECOND);
    expect(await first).toBeNull();
    expect(await ask()).toBeNull();
    await rig.clock.pass(40 * SECOND);
    const again = ask();
    expect(client.questions).toHaveLength(1);
    client.say(said);
    expect(await again).toBe(2_500_000);
    expect(await ask()).toBe(2_500_000);
    expect(client.questions).toHaveLength(1);
  });

  it('is asked anew with another key, and an answer to the old one is not believed', async () => {
    const old = ask();
    const sayOld = client.say;
    rig.engine.quotes.forget();
    const fresh = ask();
    expect(client.questions).toHaveLength(2);
    sayOld({ ok: true, value: { estimate: micro(1) }, at: null });
    expect(await old).toBeNull();
    client.say(said);
    expect(await fresh).toBe(2_500_000);
    expect(await ask()).toBe(2_500_000);
  });

  it.each([
    ['wants to be left alone', { code: 'rate-limited', status: 429, retryAfter: 60 }],
    ['cannot be reached', { code: 'unreachable', status: null, retryAfter: undefined }],
    ['refuses the key', { code: 'key-rejected', status: 401, retryAfter: undefined }],
  ] as const)('is not asked while the service %s', async (_why, failure) => {
    client.always = said;
    rig.engine.accountFailed(ACCOUNT, failure);
    expect(await ask()).toBeNull();
    expect(client.questions).toEqual([]);
    rig.engine.accounts.reset();
    expect(await ask()).toBe(2_500_000);
  });
});
