/**
 * Money as the service counts it: integer "micro-cents", 1,000,000 to the US dollar
 * (developer.muvi.video, concepts/pricing). Never a float, never a bare number.
 */
declare const microCents: unique symbol;
export type MicroCents = number & { readonly [microCents]: true };

export const MICRO_CENTS_PER_DOLLAR = 1_000_000;

/** True for whole, safe, non-negative amounts: the only ones that are money. */
export function isMicroCents(value: number): value is MicroCents {
  return Number.isSafeInteger(value) && value >= 0;
}

/**
 * A number of micro-cents as money.
 * @throws RangeError when it is not a whole, safe, non-negative number: that is a bug, not an input.
 */
export function micro(value: number): MicroCents {
  if (!isMicroCents(value)) throw new RangeError(`not an amount in micro-cents: ${value}`);
  return value;
}

export const ZERO: MicroCents = micro(0);

/** Sum of amounts, in micro-cents. */
export function sum(amounts: Iterable<MicroCents>): MicroCents {
  let total = 0;
  for (const amount of amounts) total += amount;
  return micro(total);
}

/** `amount` times a whole, non-negative count. */
export function times(amount: MicroCents, count: number): MicroCents {
  return micro(amount * count);
}

/** `a - b`, but never below zero: what is left of a budget. */
export function less(a: MicroCents, b: MicroCents): MicroCents {
  return micro(Math.max(0, a - b));
}

/** A price of the service's up to this much above the agreed one is no reason to stop, in percent. */
const TOLERANCE_PERCENT = 10;

/** True when the service asks so much more than was agreed to that nothing may be sent without a new yes. */
export const isDearer = (asked: MicroCents, agreed: MicroCents): boolean =>
  asked * 100 > agreed * (100 + TOLERANCE_PERCENT);

/**
 * Dollars for a person: two decimals, and as many more as the amount really has (`$1.125`).
 * @param locale BCP 47 tag; the currency stays US dollars, which is what the service charges in.
 */
export function formatMoney(amount: MicroCents, locale = 'en-US'): string {
  let digits = 2;
  for (let unit = MICRO_CENTS_PER_DOLLAR / 100; digits < 6 && amount % unit !== 0; digits += 1) unit /= 10;
  return formatOf(locale, digits).format(amount / MICRO_CENTS_PER_DOLLAR);
}

/** Kept: making one takes far longer than using it. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, digits: number): Intl.NumberFormat {
  const name = `${locale} ${digits}`;
  const known = formats.get(name);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(name, made);
  return made;
}
