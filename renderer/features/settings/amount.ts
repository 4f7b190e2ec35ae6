import { isMicroCents, MICRO_CENTS_PER_DOLLAR, type MicroCents } from '../../../preload/contract/money.ts';
import { dollars } from '../../text/format.ts';

/** What a person typed as dollars, with a point or a comma: an amount, nothing (null), or not an amount (undefined). */
export function parseAmount(text: string): MicroCents | null | undefined {
  const plain = text.trim().replace(/^\$/, '').replace(',', '.');
  if (plain === '') return null;
  const match = /^(\d{1,7})(?:\.(\d{0,6}))?$/.exec(plain);
  if (!match) return undefined;
  const [, dollars = '0', fraction = ''] = match;
  const value = Number(dollars) * MICRO_CENTS_PER_DOLLAR + Number(fraction.padEnd(6, '0'));
  return isMicroCents(value) ? value : undefined;
}

/** An amount as it stands in a field: `8.00`. */
export const amountText = (amount: MicroCents | null): string => (amount === null ? '' : dollars(amount));
