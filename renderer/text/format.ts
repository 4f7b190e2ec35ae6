/** Numbers, sums, sizes, times and dates as words, as the language of the page writes them. */
import { formatMoney, MICRO_CENTS_PER_DOLLAR, type MicroCents } from '../../preload/contract/money.ts';
import { locale } from './en-locale.ts';

/** Made when it is first used: each takes its time, and the first picture needs few of them. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export const money = (amount: MicroCents): string => formatMoney(amount, locale.numbers);

const written = once(
  () =>
    new Intl.NumberFormat(locale.numbers, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 6,
      useGrouping: false,
    }),
);
/** An amount as it stands in a field, without a sign: `8.00`. */
export const dollars = (amount: MicroCents): string => written().format(amount / MICRO_CENTS_PER_DOLLAR);

const plain = once(() => new Intl.NumberFormat(locale.numbers));
/** `1,250`. */
export const number = (value: number): string => plain().format(value);

const short = once(() => new Intl.NumberFormat(locale.numbers, { notation: 'compact' }));
/** `72`, `1.2K`: where there is little room. */
export const compact = (value: number): string => short().format(value);

const share = once(() => new Intl.NumberFormat(locale.numbers, { style: 'percent' }));
/** `50%`, of a number of hundredths. */
export const percent = (hundredths: number): string => share().format(hundredths / 100);

const plurals = once(() => new Intl.PluralRules(locale.numbers));
/** The form that goes with a count. */
export const plural = (count: number, one: string, many: string): string =>
  plurals().select(count) === 'one' ? one : many;

/** `1 image`, `4 images`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${plural(count, one, many)}`;

const and = once(() => new Intl.ListFormat(locale.dates, { type: 'conjunction' }));
/** `Duration, Seed and Prompt`. */
export const list = (names: Iterable<string>): string => and().format(names);

const tenths = once(() => new Intl.NumberFormat(locale.numbers, { maximumFractionDigits: 1 }));
/** `2.5 s`. */
export const seconds = (value: number): string => `${tenths().format(value)} s`;

const exact = once(
  () =>
    new Intl.NumberFormat(locale.numbers, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      useGrouping: false,
    }),
);
/** `2.35`. */
export const hundredths = (value: number): string => exact().format(value);

const UNITS = ['KB', 'MB', 'GB', 'TB'] as const;

function unitOf(bytes: number): { readonly size: number; readonly name: string } {
  let size = 1000;
  let name: string = UNITS[0];
  for (const unit of UNITS) {
    name = unit;
    if (bytes < size * 999.95) break;
    if (unit !== UNITS[UNITS.length - 1]) size *= 1000;
  }
  return { size, name };
}

const oneDigit = once(
  () =>
    new Intl.NumberFormat(locale.numbers, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }),
);
const noDigit = once(() => new Intl.NumberFormat(locale.numbers, { maximumFractionDigits: 0 }));

function inUnit(bytes: number, size: number): string {
  const value = bytes / size;
  return (size === 1000 || value >= 100 ? noDigit : oneDigit)().format(value);
}

/** `11.6 MB`. */
export function size(bytes: number): string {
  const unit = unitOf(bytes);
  return `${inUnit(bytes, unit.size)} ${unit.name}`;
}

/** `8.2 of 11.6 MB`, or `8.2 MB` where the whole is not known. */
export function sizeOf(done: number, total: number | null): string {
  if (total === null) return size(done);
  const unit = unitOf(total);
  return `${locale.share(inUnit(Math.min(done, total), unit.size), inUnit(total, unit.size))} ${unit.name}`;
}

/** A wait as a person would say it: `45 s`, `2 min`. Rounded up, never falsely exact. */
export function roughly(ms: number): string {
  const seconds = Math.max(0, ms / 1000);
  if (seconds <= 90) return `${Math.max(5, Math.ceil(seconds / 5) * 5)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

const dates = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
  once(() => new Intl.DateTimeFormat(locale.dates, options));
const time = dates({ hour: '2-digit', minute: '2-digit' });
const day = dates({ day: 'numeric', month: 'long' });
const dayAndYear = dates({ day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = dates({ day: 'numeric', month: 'short' });
const shortDayAndYear = dates({ day: 'numeric', month: 'short', year: 'numeric' });

const monthAndYear = dates({ month: 'long', year: 'numeric', timeZone: 'UTC' });
const dayAlone = dates({ weekday: 'short', day: 'numeric', timeZone: 'UTC' });
/** A local day or month such as `2026-11-21` or `2026-11` in words: `Sat 21`, `November 2026`. */
export const periodName = (period: string): string =>
  period.length > 7
    ? dayAlone().format(Date.parse(period))
    : monthAndYear().format(Date.parse(`${period}-01`));

const month = dates({ month: 'long' });
/** `November`. */
export const monthName = (at: number): string => month().format(at);

const monthOfYear = dates({ month: 'long', year: 'numeric' });
/** `November 2026`, of a moment. */
export const monthOf = (at: number): string => monthOfYear().format(at);

const shortMonth = once(() => new Intl.DateTimeFormat(locale.numbers, { month: 'short' }));
/** `Nov`. */
export const monthShort = (at: number): string => shortMonth().format(at);

const yearOf = (at: number): number => new Date(at).getFullYear();

/** Midnight at the start of the local day that `at` falls in. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** `Today` or `Yesterday`, or null for any other day. */
function nearDay(at: number, now: number): string | null {
  const that = startOfDay(at);
  const today = startOfDay(now);
  if (that === today) return locale.today;
  return that === startOfDay(today - 1) ? locale.yesterday : null;
}

/** `Today`, `Yesterday`, `14 November`, `30 December 2025`. */
export const dayName = (at: number, now: number): string =>
  nearDay(at, now) ?? (yearOf(at) === yearOf(now) ? day : dayAndYear)().format(at);

/** `3 Nov`, or `3 Nov 2025` with its year. */
export const dayShort = (at: number, withYear: boolean): string =>
  (withYear ? shortDayAndYear : shortDay)().format(at);

/** `10:42`. */
export const clockTime = (at: number): string => time().format(at);

/** `Today, 10:42`. */
export const moment = (at: number, now: number): string => `${dayName(at, now)}, ${clockTime(at)}`;

/** `today at 10:42`, in the middle of a sentence. */
export const momentInside = (at: number, now: number): string =>
  locale.inside(dayName(at, now), clockTime(at), nearDay(at, now) !== null);
