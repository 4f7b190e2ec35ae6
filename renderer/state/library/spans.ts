/** Spans of the calendar that clips are looked for in, in the computer's own time zone. */
import type { ClipQuery } from '../../../preload/contract/schemas/library.ts';
import { SPANS, type Span } from '../../../preload/contract/vocabulary.ts';

type Created = ClipQuery['created'];

/** Midnight of a local day; a day or month past the end of its month or year is one of the next. */
const midnight = (year: number, month: number, day: number): number => new Date(year, month, day).getTime();

/** From its first moment to before the first of what follows. Weeks begin on Monday. */
export function spanRange(span: Span, now: number): Created {
  const at = new Date(now);
  const [year, month, day] = [at.getFullYear(), at.getMonth(), at.getDate()];
  switch (span) {
    case 'today':
      return { min: midnight(year, month, day), max: midnight(year, month, day + 1) };
    case 'week': {
      const monday = day - ((at.getDay() + 6) % 7);
      return { min: midnight(year, month, monday), max: midnight(year, month, monday + 7) };
    }
    case 'month':
      return { min: midnight(year, month, 1), max: midnight(year, month + 1, 1) };
    case 'year':
      return { min: midnight(year, 0, 1), max: midnight(year + 1, 0, 1) };
  }
}

/** Which span these times are now; null for any other. */
export function spanOf({ min, max }: Created, now: number): Span | null {
  if (min === null || max === null) return null;
  return (
    SPANS.find((span) => {
      const range = spanRange(span, now);
      return range.min === min && range.max === max;
    }) ?? null
  );
}

/** `2026-11-21`, the local day of a moment, as date fields write it. */
export function dayText(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Midnight of such a day, or of the day after; null where nothing is written. Years before 1970 hold no clips. */
export function dayStart(text: string, later = 0): number | null {
  const [year = Number.NaN, month = 1, day = 1] = text.split('-').map(Number);
  const at = midnight(year, month - 1, day + later);
  return Number.isNaN(at) ? null : Math.max(0, at);
}
