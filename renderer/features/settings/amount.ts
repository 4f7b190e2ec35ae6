import { isMicroCents, MICRO_CENTS_PER_DOLLAR, type MicroCents } from '../../../preload/contract/money.ts';
import { dollars, number } from '../../text/format.ts';

/** Without the signs between its thousands, where they can be nothing else: `1,125` in English, `1.125` in German. */
function ungrouped(text: string): string {
  const sign = number(10_000).replace(/\d/g, '');
  const grouped = new RegExp(`^[1-9]\\d{0,2}(?:\\${sign}\\d{3})+(?:[^\\d${sign}]\\d*)?$`);
  return grouped.test(text) ? text.replaceAll(sign, '') : text;
}

/** What a person typed as dollars, with a point or a comma: an amount, nothing (null), or not an amount (undefined). */
export function parseAmount(text: string): MicroCents | null | undefined {
  const plain = ungrouped(text.trim().replace(/^\$/, '')).replace(',', '.');
  if (plain === '') return null;
  const match = /^(\d{1,7})(?:\.(\d{0,6}))?$/.exec(plain);
  if (!match) return undefined;
  const [, dollars = '0', fraction = ''] = match;
  const value = Number(dollars) * MICRO_CENTS_PER_DOLLAR + Number(fraction.padEnd(6, '0'));
  return isMicroCents(value) ? value : undefined;
}

/** An amount as it stands in a field: `8.00`. */
export const amountText = (amount: MicroCents | null): string => (amount === null ? '' : dollars(amount));
