import {
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { loadClips, useClips } from '../../state/library/clips.ts';
import { useOutline } from '../../state/library/outline.ts';
import { t } from '../../text/en.ts';
import { dayName } from '../../text/format.ts';
import { useMedia } from '../../ui/media-query.ts';
import { type DayLayout, HEADING, heightOf, layOut, neighbour } from './layout.ts';
import s from './library.module.css';
import { LibraryTile } from './tile.tsx';

/** Drawn above and below what is seen, so that scrolling meets finished tiles. */
const AHEAD = 600;
/** Distance to the end at which the next page is asked for. */
const NEAR_END = 1500;
const ROW = 172;
const ROW_NARROW = 156;
const PAGE = 100;

/** Where the roll was last left. */
let lastTop = 0;

interface Window {
  readonly top: number;
  readonly height: number;
  readonly width: number;
}

/** What part of the roll is seen. Starts where the roll was last left. */
function useWindow(ref: RefObject<HTMLDivElement | null>): Window {
  const [seen, setSeen] = useState<Window>({ top: lastTop, height: 0, width: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const look = (): void => {
      const style = getComputedStyle(element);
      const width =
        element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
      setSeen({ top: element.scrollTop, height: element.clientHeight, width: Math.floor(width) });
    };
    const scroll = (): void => {
      lastTop = element.scrollTop;
      look();
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', scroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', scroll);
    };
  }, [ref]);
  return seen;
}

interface DayProps {
  readonly layout: DayLayout;
  readonly name: string;
  readonly from: number;
  readonly seen: Window;
}

/** One day; of its clips only those near the window are drawn. */
function Day({ layout, name, from, seen }: DayProps): ReactElement {
  const top = seen.top - AHEAD - layout.top - HEADING;
  const bottom = seen.top + seen.height + AHEAD - layout.top - HEADING;
  return (
    <section className={s['day']} style={{ top: layout.top }}>
      <h2>
        {name} <span>{t.library.clips(layout.count)}</span>
      </h2>
      <ul aria-label={name} style={{ height: layout.height }}>
        {layout.boxes.map((box, at) =>
          box.y + box.height < top || box.y > bottom ? null : (
            <LibraryTile key={box.clip.id} box={box} at={from + at + 1} of={layout.count + from} />
          ),
        )}
      </ul>
    </section>
  );
}

/** The clips of all days. */
export function Roll(): ReactElement {
  const places = useOutline((outline) => outline.places);
  const byPlace = useClips((all) => all.byPlace);
  const [most, setMost] = useState(PAGE);
  const wanted = useMemo(() => places.slice(0, most), [places, most]);
  const clips = useMemo(() => [...wanted].flatMap((place) => byPlace.get(place) ?? []), [wanted, byPlace]);
  useEffect(() => void loadClips([...wanted]), [wanted]);
  const ref = useRef<HTMLDivElement>(null);
  const seen = useWindow(ref);
  const narrow = useMedia('(max-width: 1199px)');
  const days = useMemo(
    () => (seen.width > 0 ? layOut(clips, seen.width, narrow ? ROW_NARROW : ROW) : []),
    [clips, seen.width, narrow],
  );
  const height = heightOf(days);
  const now = Date.now();

  useLayoutEffect(() => {
    if (ref.current && height > 0 && ref.current.scrollTop === 0 && lastTop > 0)
      ref.current.scrollTop = lastTop;
  }, [height]);

  useLayoutEffect(() => {
    if (height > 0 && seen.top + seen.height > height - NEAR_END && most < places.length)
      setMost(most + PAGE);
  }, [height, seen.top, seen.height, most, places]);

  const move = (event: KeyboardEvent): void => {
    if (!/^(Arrow|Home$|End$)/.test(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const focused = document.activeElement?.getAttribute('data-clip');
    const index = clips.findIndex((clip) => clip.id === focused);
    const target = clips[index === -1 ? 0 : neighbour(days, index, event.key)];
    if (!target) return;
    event.preventDefault();
    focusClip(ref.current, days, target.id);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the links inside
    <div className={s['roll']} ref={ref} onKeyDown={move}>
      <div className={s['inner']} style={{ height }}>
        {days.map((layout) => (
          <Day key={layout.day} layout={layout} name={dayName(layout.day, now)} from={0} seen={seen} />
        ))}
      </div>
    </div>
  );
}

/** Scrolls a clip into sight, then puts the focus on it: far ones are not drawn before. */
function focusClip(roll: HTMLElement | null, days: readonly DayLayout[], id: string): void {
  const day = days.find((one) => one.boxes.some((box) => box.clip.id === id));
  const box = day?.boxes.find((one) => one.clip.id === id);
  if (!roll || !day || !box) return;
  const top = day.top + HEADING + box.y;
  if (top - HEADING < roll.scrollTop) roll.scrollTop = top - HEADING;
  else if (top + box.height > roll.scrollTop + roll.clientHeight - 16)
    roll.scrollTop = top + box.height - roll.clientHeight + 16;
  requestAnimationFrame(() =>
    roll.querySelector<HTMLElement>(`[data-clip="${id}"]`)?.focus({ preventScroll: true }),
  );
}
