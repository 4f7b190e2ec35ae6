import { expect, it } from 'vitest';
import { compare, type Entry, type ServiceJob } from './rig/check.ts';

/** The rig is only as good as its checker: it must see every kind of fault. */
const job: ServiceJob = { id: 'j1', intent: 's0-i0', charged: 5, refunded: 0, charges: 1 };
const entry: Entry = {
  intent: 's0-i0',
  owns: ['j1'],
  charged: 5,
  refunded: 0,
  charges: 1,
  state: 'done',
  clips: 1,
};
const foreign: ServiceJob = { ...job, id: 'j9', intent: null };
const lost: ServiceJob = { ...job, id: 'j2' };
const absent: Entry = { ...entry, owns: [], charged: 0, charges: 0, state: 'absent', clips: 0 };

it('finds nothing wrong with a clip, a refund, a foreign job and an intent that never started', () => {
  const refunded = { ...job, id: 'j3', intent: 's0-i3', refunded: 5 };
  const failed = { ...entry, intent: 's0-i3', owns: ['j3'], refunded: 5, state: 'failed', clips: 0 };
  const verdict = compare([job, foreign, refunded], [entry, failed, { ...absent, intent: 's0-i1' }]);
  expect(verdict).toEqual({
    intents: 3,
    paidTwice: 0,
    paidButLost: 0,
    wrongAdoptions: 0,
    ledgersEqual: true,
    findings: [],
  });
});

it.each([
  ['charged twice', [job, lost], [entry], { paidTwice: 1, paidButLost: 1, ledgersEqual: false }],
  ['charged and taken for absent', [job], [absent], { paidTwice: 0, paidButLost: 1, ledgersEqual: false }],
  ['charged without a clip', [job], [{ ...entry, clips: 0 }], { paidButLost: 1, ledgersEqual: true }],
  ['two clips of one job', [job], [{ ...entry, clips: 2 }], { paidButLost: 1 }],
  ['somebody else’s job', [foreign], [{ ...entry, owns: ['j9'] }], { wrongAdoptions: 1, paidTwice: 0 }],
  [
    'another intent’s job',
    [job, { ...job, id: 'j2', intent: 's0-i2' }],
    [
      { ...entry, owns: ['j2'] },
      { ...entry, intent: 's0-i2', owns: ['j1'] },
    ],
    { wrongAdoptions: 2, paidButLost: 2 },
  ],
  [
    'a refund that is not booked',
    [{ ...job, refunded: 5 }],
    [entry],
    { ledgersEqual: false, paidButLost: 0 },
  ],
  ['a charge that is off by one', [job], [{ ...entry, charged: 4 }], { ledgersEqual: false }],
  ['a charge that is booked twice', [job], [{ ...entry, charges: 2 }], { ledgersEqual: false }],
  ['a charge for nothing', [], [{ ...absent, charged: 5, charges: 1 }], { ledgersEqual: false }],
] as const)('finds %s', (_, jobs, entries, expected) => {
  const verdict = compare(jobs, entries);
  expect(verdict).toMatchObject(expected);
  expect(verdict.findings.length).toBeGreaterThan(0);
});
