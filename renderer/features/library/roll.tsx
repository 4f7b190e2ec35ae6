import { memo, type ReactElement, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useOutline } from '../../state/library/outline.ts';
import { useQuery } from '../../state/library/query.ts';
import { useSelection } from '../../state/library/selection.ts';
import { t } from '../../text/en.ts';
import { dayName } from '../../text/format.ts';
import { boxOf, type Day } from './layout.ts';
import s from './library.module.css';
import { roll } from './roll-model.ts';
import { LibraryTile } from './tile.tsx';
import { useGridKeys } from './use-grid-keys.ts';

interface HeadingProps {
  readonly day: Day;
  readonly offset: number;
  /** When today began. */
  readonly today: number;
}

const Heading = memo(
  ({ day, offset, today }: HeadingProps): ReactElement => (
    <h2 style={{ top: day.top - offset }}>
      {dayName(day.at, today)} <span>{t.library.clips(day.count)}</span>
    </h2>
  ),
);

/** What is drawn of the roll: most of a scroll is done here. */
function Tiles(): ReactElement {
  const { layout, tiles, days, offset, bare, current } = useSyncExternalStore(roll.subscribe, roll.drawn);
  // What is shown is not yet the answer to what is asked.
  const asked = useQuery(({ query }) => query);
  const answered = useOutline(({ query }) => query);
  const today = new Date().setHours(0, 0, 0, 0);
  return (
    <>
      {days.map((day) => (
        <Heading key={day.first} day={day} offset={offset} today={today} />
      ))}
      <ul aria-label={t.library.list} aria-busy={asked !== answered}>
        {tiles.map(({ slot, place, index, x, y, width, height }) => (
          <LibraryTile
            key={slot}
            place={place}
            index={index}
            of={layout.places.length}
            x={x}
            y={y - offset}
            width={width}
            height={height}
            current={place === current}
            bare={bare.has(place)}
          />
        ))}
      </ul>
    </>
  );
}

/** Every clip that matches, in rows: of all of them only those near the window are there. */
export function Roll(): ReactElement {
  const scroller = useRef<HTMLElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!scroller.current || !inner.current) return;
    return roll.attach(scroller.current, inner.current);
  }, []);
  useGridKeys(scroller);
  useEffect(() => {
    const { focus } = useSelection.getState();
    const box = focus === null ? null : boxOf(roll.layout, roll.layout.places.indexOf(focus));
    // A clip that has been looked at, and from which arrows may have led far away.
    if (focus !== null && box && (box.y + box.height < roll.top || box.y > roll.top + roll.page))
      roll.reveal(focus);
  }, []);
  return (
    <section className={s['roll']} ref={scroller} aria-label={t.library.title}>
      <div className={s['inner']} ref={inner}>
        <Tiles />
      </div>
    </section>
  );
}
