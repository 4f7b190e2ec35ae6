import { describe, expect, it } from 'vitest';
import { classifySubmit } from '../../../main/core/provider/classify.ts';
import { ProviderClient } from '../../../main/core/provider/client.ts';
import type { ShapeChange } from '../../../main/practice/shape.ts';
import { FLASH, freshService, WAN } from '../practice/peer.ts';

const INPUT = { prompt: 'Slow push-in', duration: '5' };

async function connected(shape: ShapeChange) {
  const service = await freshService({ shape, timeScale: 1 });
  const client = new ProviderClient({ base: () => service.url, key: async () => service.key });
  const submit = async (model: string) => {
    const input = { ...INPUT, image_url: `${service.url}/a.jpg` };
    const body = Buffer.from(JSON.stringify({ model, input }));
    const verdict = classifySubmit(await client.submit(body, 'send-1', () => undefined));
    if (verdict.type !== 'accepted') throw new Error(JSON.stringify(verdict));
    return verdict;
  };
  return { service, client, submit };
}

const told = <T>(call: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!call.ok) throw new Error(JSON.stringify(call.error));
  return call.value;
};

describe.each<{ envelope: 'wrapped' | 'flat' }>([{ envelope: 'wrapped' }, { envelope: 'flat' }])(
  'answers that come $envelope',
  ({ envelope }) => {
    it.each<ShapeChange>([
      { submit: 'reference', estimate: 'reference', output: 'string' },
      { submit: 'quickstart', estimate: 'pricing', output: 'object' },
      { submit: 'id', estimate: 'reference', output: 'outputs' },
      // Some endpoints one way, some the other: the introduction against the reference pages.
      { otherEnvelope: ['list', 'estimate', 'status'], estimate: 'pricing', output: 'missing' },
    ])('are read whole: %j', async (shape) => {
      const { service, client, submit } = await connected({ envelope, ...shape });
      const { estimate } = told(await client.estimate(FLASH, INPUT));
      const { remoteId, cost, estimatedCompletionTime } = await submit(FLASH);
      const [charge] = service.ledger();
      expect(estimate).toBe(charge?.amount);
      expect(cost).toBe(shape.submit === 'id' ? null : charge?.amount);
      expect(estimatedCompletionTime === null).toBe((shape.submit ?? 'reference') !== 'reference');
      const job = told(await client.job(remoteId));
      expect(job).toMatchObject({ status: 'pending', url: null, error: null });
      expect(job.cost).toBe(shape.output === 'object' ? charge?.amount : null);
      expect(Math.abs(Date.now() - (job.createdAt ?? 0))).toBeLessThan(60_000);
      const other = await submit(WAN);
      const all = told(await client.allJobsSince(Date.now() - 60_000));
      expect(all).toMatchObject({ complete: true });
      expect(new Map(all.jobs.map((row) => [row.jobId, row.model]))).toEqual(
        new Map([
          [remoteId, FLASH],
          [other.remoteId, WAN],
        ]),
      );
      const flash = told(await client.jobsSince(FLASH, Date.now() - 60_000));
      expect(flash.jobs).toEqual([
        { jobId: remoteId, model: FLASH, status: 'pending', createdAt: job.createdAt },
      ]);
      expect(told(await client.cancel(remoteId)).refunded).toBe(charge?.amount);
      expect(told(await client.job(remoteId)).status).toBe('cancelled');
    });
  },
);
