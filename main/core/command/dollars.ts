import { MICRO_CENTS_PER_DOLLAR, type MicroCents, micro } from '../../../preload/contract/money.ts';

/**
 * Dollars as a person types them (`2.50`, `$3`, `0.125`), to the micro-cent.
 * @returns null for anything else: a sign, an exponent, a comma, more than six decimals.
 */
export function parseDollars(text: string): MicroCents | null {
  const match = /^\$?(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  return micro(Number(whole) * MICRO_CENTS_PER_DOLLAR + Number(fraction.padEnd(6, '0')));
}
