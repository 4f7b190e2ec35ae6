import { isMicroCents, MICRO_CENTS_PER_DOLLAR, type MicroCents } from '../../../preload/contract/money.ts';
import { dollars, number } from '../../text/format.ts';

/**
 * Without the signs between thousands: `1,125,000` and `1,125.50` in English. What `1,125` means nobody knows, so it is
 * no amount there: taken for a thousand, a limit would hardly hold any more. `1.125` is one, and in German the reverse.
 */
function ungrouped(text: string): string {
  const sign = number(10_000).replace(/\d/g, '');
  const groups = new RegExp(`^[1-9]\\d{0,2}(?:\\${sign}\\d{3})+(?:[^\\d${sign}]\\d*)?$`);
  if (!groups.test(text)) return text;
  return /^\d+\D\d{3}$/.test(text) ? 'either' : text.replaceAll(sign, '');
}

/** What a person typed as dollars, with a point or a comma: an amount, nothing (null), or not an amount (undefined). */
export function parseAmount(text: string): MicroCents | null | undefined {
  const plain = ungrouped(text.replace(/^\s*\$?\s*|\s*\$?\s*$/g, '')).replace(',', '.');
  if (plain === '') return null;
  const match = /^(\d{1,7})(?:\.(\d{0,6}))?$/.exec(plain);
  if (!match) return undefined;
  const [, dollars = '0', fraction = ''] = match;
  const value = Number(dollars) * MICRO_CENTS_PER_DOLLAR + Number(fraction.padEnd(6, '0'));
  return isMicroCents(value) ? value : undefined;
}

/** An amount as it stands in a field: `8.00`. */
export const amountText = (amount: MicroCents | null): string => (amount === null ? '' : dollars(amount));
