import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { t } from '../../text/en.ts';
import { dayName, monthOf } from '../../text/format.ts';
import { cx } from '../../ui/cx.ts';
import { dayAt, type Layout, rowAt } from './layout.ts';
import { type Month, monthsOf } from './months.ts';
import s from './rail.module.css';
import { roll } from './roll-model.ts';

/** Room that a label takes, in pixels. */
const LABEL = 22;
/** Above and below the rail. */
const EDGE = 4;
const BUBBLE = 26;

/** The months that have room for a label: the first of each year before all others. */
function labelled(months: readonly Month[], scale: number): ReadonlySet<number> {
  const chosen: number[] = [];
  const tops = months.map(({ top }) => top * scale);
  const has = (at: number): boolean =>
    chosen.every((other) => Math.abs((tops[other] ?? 0) - (tops[at] ?? 0)) >= LABEL);
  const years = months.flatMap(({ startsYear }, at) => (startsYear ? [at] : []));
  for (const at of [...years, ...months.keys()]) if (has(at)) chosen.push(at);
  return new Set(chosen);
}

/** What is said to be seen: the top of the page, which on the last page goes down to the very end of all. */
function seenAt({ height }: Layout, top: number, page: number): number {
  const way = Math.min(page, height - page);
  return top + Math.max(0, 1 - (height - page - top) / Math.max(1, way)) * (page - 1);
}

function wordsAt(layout: Layout, months: readonly Month[], seen: number): string {
  const day = layout.days[dayAt(layout, seen)];
  if (!day) {
    const first = (layout.rows.first[rowAt(layout, seen)] ?? 0) + 1;
    return t.library.placeOf(first, layout.places.length);
  }
  const month = months.findLast((one) => one.top <= day.top);
  return t.library.dateAt(dayName(day.at, Date.now()), month ? monthOf(month.at) : '', month?.count ?? 0);
}

interface ThumbProps {
  /** Pixels that it moves in. */
  readonly room: number;
  /** Of the whole, how much is seen. */
  readonly share: number;
  readonly end: number;
}

function Thumb({ room, share, end }: ThumbProps): ReactElement {
  const top = useSyncExternalStore(roll.watch, () => roll.top);
  const height = Math.max(28, room * share);
  return (
    <span className={s['thumb']} style={{ height, translate: `0 ${(top / end) * (room - height)}px` }} />
  );
}

/** How far along all clips is what is seen, and the way to any other date: by pointer, or month by month with the keys. */
export function Rail(): ReactElement | null {
  const { layout, page } = useSyncExternalStore(roll.subscribe, roll.drawn);
  const [held, setHeld] = useState(false);
  const [focused, setFocused] = useState(false);
  // To the pixel only for who holds it or reads it: each of these steps asks for words anew.
  const grain = held || focused ? 1 : Math.max(1, page);
  const top = useSyncExternalStore(roll.watch, () => Math.min(roll.end, Math.ceil(roll.top / grain) * grain));
  const months = useMemo(() => monthsOf(layout), [layout]);
  const { height } = layout;
  const end = Math.max(1, height - page);
  const labels = useMemo(() => labelled(months, page / Math.max(1, height)), [months, page, height]);
  const marks = useMemo(
    () =>
      months.map((month, at) => (
        <span key={month.at} style={{ '--top': month.top / height } as CSSProperties}>
          {labels.has(at) && month.short}
        </span>
      )),
    [months, labels, height],
  );
  if (height <= page) return null;

  const goTo = ({ clientY, currentTarget }: PointerEvent<HTMLElement>): void => {
    const area = currentTarget.getBoundingClientRect();
    roll.scrollTo(((clientY - area.top) / area.height) * end);
  };
  const toMonth = (step: number): void => {
    const here = months.findLastIndex((month) => month.top <= top + 1);
    const at = months[here];
    // Up from the middle of a month leads to its beginning first.
    const next = step < 0 && at && top > at.top + 1 ? here : here + step;
    roll.scrollTo(months[next]?.top ?? (step < 0 ? 0 : end));
  };
  const press = (event: KeyboardEvent): void => {
    const pageful = Math.max(page * 0.9, end / 20);
    const step =
      months.length > 1 ? (by: number) => toMonth(by) : (by: number) => roll.scrollTo(top + by * pageful);
    const act: Readonly<Record<string, () => void>> = {
      ArrowDown: () => step(1),
      ArrowRight: () => step(1),
      ArrowUp: () => step(-1),
      ArrowLeft: () => step(-1),
      PageDown: () => roll.scrollTo(top + pageful),
      PageUp: () => roll.scrollTo(top - pageful),
      Home: () => roll.scrollTo(0),
      End: () => roll.scrollTo(end),
    };
    const run = act[event.key];
    if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    run();
  };
  const now = top / end;
  const room = page - 2 * EDGE;
  const words = wordsAt(layout, months, seenAt(layout, top, page));
  return (
    <div
      className={cx(s['rail'], held && s['held'])}
      role="slider"
      tabIndex={0}
      aria-label={months.length > 0 ? t.library.jumpToDate : t.library.jump}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(now * 100)}
      aria-valuetext={words}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onKeyDown={press}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
        goTo(event);
      }}
      onPointerMove={(event) => held && goTo(event)}
      onPointerUp={() => setHeld(false)}
      onLostPointerCapture={() => setHeld(false)}
    >
      <span className={s['months']} aria-hidden="true">
        {marks}
      </span>
      <Thumb room={room} share={page / height} end={end} />
      {(held || focused) && (
        <span
          className={s['bubble']}
          aria-hidden="true"
          style={{ translate: `0 ${now * (room - BUBBLE)}px` }}
        >
          {words}
        </span>
      )}
    </div>
  );
}
