import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { formatMoney, less, type MicroCents } from '../../../preload/contract/money.ts';

/** The person's own limits. Null: no limit. */
export interface SpendingLimits {
  readonly askAbove: MicroCents | null;
  readonly monthlyBudget: MicroCents | null;
  readonly atBudget: 'stop' | 'ask';
}

/** Charged less refunded this month, and the prices of what is on its way. */
export interface Spending {
  readonly month: MicroCents;
  readonly pending: MicroCents;
}

/**
 * Whether a batch may be taken on.
 * @returns `over-budget` with the amount over, or `ask-first` when the person wants to be asked and was not.
 */
export function allowBatch(
  total: MicroCents,
  spending: Spending,
  limits: SpendingLimits,
  confirmed: boolean,
): Outcome<null> {
  const after = spending.month + spending.pending + total;
  if (limits.monthlyBudget !== null && after > limits.monthlyBudget) {
    const over = after - limits.monthlyBudget;
    if (limits.atBudget === 'stop' || !confirmed)
      return fail(limits.atBudget === 'stop' ? 'over-budget' : 'ask-first', undefined, { over });
  }
  if (limits.askAbove !== null && total > limits.askAbove && !confirmed)
    return fail('ask-first', `More than ${formatMoney(limits.askAbove)}.`, { total });
  return ok(null);
}

/** Whether one more clip may be sent now: the last look before money moves. */
export function allowSend(price: MicroCents, month: MicroCents, limits: SpendingLimits): boolean {
  if (limits.monthlyBudget === null || limits.atBudget === 'ask') return true;
  return price <= less(limits.monthlyBudget, month);
}

/** The start of the local month that holds `now`, in milliseconds since 1970. */
export function monthStart(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), 1).getTime();
}

/** The local day or month that holds `now`, as `2026-11-21` or `2026-11`. */
export function localPeriod(period: 'day' | 'month', now: number): string {
  const date = new Date(now);
  const two = (value: number): string => String(value).padStart(2, '0');
  const month = `${date.getFullYear()}-${two(date.getMonth() + 1)}`;
  return period === 'month' ? month : `${month}-${two(date.getDate())}`;
}

/** The start of the next local month, in milliseconds since 1970. */
export function nextMonthStart(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth() + 1, 1).getTime();
}

/** Minutes east of UTC at that moment, on this machine. */
export const offsetMinutes = (now: number): number => -new Date(now).getTimezoneOffset();
