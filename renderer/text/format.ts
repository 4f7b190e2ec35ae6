/** Numbers, sizes, times and dates as words. */
import { formatMoney, type MicroCents } from '../../preload/contract/money.ts';

export const money = (amount: MicroCents): string => formatMoney(amount);

/** `1 image`, `4 images`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

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

function inUnit(bytes: number, size: number): string {
  const value = bytes / size;
  const digits = size === 1000 || value >= 100 ? 0 : 1;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
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
  return `${inUnit(Math.min(done, total), unit.size)} of ${inUnit(total, unit.size)} ${unit.name}`;
}

/** A wait as a person would say it: `45 s`, `2 min`. Rounded up, never falsely exact. */
export function roughly(ms: number): string {
  const seconds = Math.max(0, ms / 1000);
  if (seconds <= 90) return `${Math.max(5, Math.ceil(seconds / 5) * 5)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

const monthAndYear = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const dayAlone = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', timeZone: 'UTC' });
/** A local day or month such as `2026-11-21` or `2026-11` in words: `Sat 21`, `November 2026`. */
export const periodName = (period: string): string =>
  period.length > 7 ? dayAlone.format(Date.parse(period)) : monthAndYear.format(Date.parse(`${period}-01`));

const month = new Intl.DateTimeFormat('en-GB', { month: 'long' });
/** `November`. */
export const monthName = (at: number): string => month.format(at);

const monthOfYear = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });
/** `November 2026`, of a moment. */
export const monthOf = (at: number): string => monthOfYear.format(at);

const shortMonth = new Intl.DateTimeFormat('en-US', { month: 'short' });
/** `Nov`. */
export const monthShort = (at: number): string => shortMonth.format(at);

/** Midnight at the start of the local day that `at` falls in. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** `Today`, `Yesterday`, `14 November`, `30 December 2025`. */
export function dayName(at: number, now: number): string {
  const that = startOfDay(at);
  const today = startOfDay(now);
  if (that === today) return 'Today';
  if (that === startOfDay(today - 1)) return 'Yesterday';
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? day : dayAndYear).format(at);
}

/** `Today, 10:42`. */
export const moment = (at: number, now: number): string => `${dayName(at, now)}, ${time.format(at)}`;

/** `today at 10:42`, in the middle of a sentence. */
export function momentInside(at: number, now: number): string {
  const name = dayName(at, now);
  const inside = name === 'Today' || name === 'Yesterday' ? name.toLowerCase() : `on ${name}`;
  return `${inside} at ${time.format(at)}`;
}

/** `10:42`. */
export const clockTime = (at: number): string => time.format(at);

/** `2.35`. */
export const hundredths = (seconds: number): string => seconds.toFixed(2);
