import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowBatch, allowSend, monthStart } from '../../../main/core/money/budget.ts';
import { formatMoney, less, micro, sum, times } from '../../../preload/contract/money.ts';

const amount = fc.integer({ min: 0, max: 10_000_000_000 }).map(micro);

describe('money', () => {
  it.each([
    [0, '$0.00'],
    [2_500_000, '$2.50'],
    [1_125_000, '$1.125'],
    [10_000_000, '$10.00'],
    [1, '$0.000001'],
    [1_234_500_000, '$1,234.50'],
  ])('writes %i as %s', (value, text) => {
    expect(formatMoney(micro(value))).toBe(text);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d', (value) => {
    expect(() => micro(value)).toThrow(RangeError);
  });

  it('adds and multiplies exactly', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 50 }), fc.integer({ min: 0, max: 500 }), (amounts, n) => {
        const total = sum(amounts);
        expect(BigInt(total)).toBe(amounts.reduce((all, one) => all + BigInt(one), 0n));
        const [one] = amounts;
        if (one !== undefined) expect(BigInt(times(one, n))).toBe(BigInt(one) * BigInt(n));
      }),
    );
  });

  it('never shows another amount than it holds', () => {
    fc.assert(
      fc.property(amount, (value) => {
        const shown = Number(formatMoney(value).replace(/[$,]/g, ''));
        expect(Math.round(shown * 1_000_000)).toBe(value);
      }),
    );
  });
});

describe('the budget', () => {
  const limits = { askAbove: micro(5_000_000), monthlyBudget: micro(20_000_000), atBudget: 'stop' as const };

  it('lets a batch through only when month, what is pending and the batch fit', () => {
    fc.assert(
      fc.property(amount, amount, amount, (month, pending, total) => {
        const allowed = allowBatch(total, { month, pending }, limits, true).ok;
        expect(allowed).toBe(month + pending + total <= limits.monthlyBudget);
      }),
    );
  });

  it('asks above the limit, once', () => {
    const none = { month: micro(0), pending: micro(0) };
    expect(allowBatch(micro(5_000_001), none, limits, false)).toMatchObject({
      ok: false,
      error: { code: 'ask-first' },
    });
    expect(allowBatch(micro(5_000_001), none, limits, true).ok).toBe(true);
    expect(allowBatch(micro(5_000_000), none, limits, false).ok).toBe(true);
  });

  it('looks again before sending', () => {
    expect(allowSend(micro(2), micro(19_999_998), limits)).toBe(true);
    expect(allowSend(micro(3), micro(19_999_998), limits)).toBe(false);
    expect(allowSend(micro(3), micro(19_999_998), { ...limits, atBudget: 'ask' })).toBe(true);
  });

  it('starts the month where the person is', () => {
    const start = new Date(monthStart(Date.UTC(2026, 10, 21, 12)));
    expect([start.getDate(), start.getHours(), start.getMinutes()]).toEqual([1, 0, 0]);
    expect(less(micro(1), micro(2))).toBe(0);
  });
});
