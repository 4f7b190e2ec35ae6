import { X } from 'lucide-react';
import { memo, type ReactElement, useEffect, useRef } from 'react';
import { removeItems, type StripItem, selectItem } from '../../state/strip.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { holdPicture } from './references/drag.ts';
import s from './table.module.css';

interface Props {
  readonly item: StripItem;
  readonly at: number;
  readonly of: number;
  readonly selected: boolean;
}

function TileView({ item, at, of, selected }: Props): ReactElement {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (selected) ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  const name = item.source ? t.animate.tile(at, of, item.name) : t.animate.tileReading(at, of, item.name);
  return (
    <li>
      <button
        ref={ref}
        type="button"
        className={cx(sh['thumb'], s['tile'])}
        aria-pressed={selected}
        aria-label={name}
        data-key={item.key}
        draggable={item.source !== null}
        onDragStart={(event) => holdPicture(event.dataTransfer, item.key)}
        onClick={() => selectItem(item.key)}
      >
        {item.source ? (
          <img src={`/media/${item.source.id}`} alt="" loading="lazy" decoding="async" draggable={false} />
        ) : (
          <span className={s['reading']}>
            <Spinner />
            <span>{item.name}</span>
          </span>
        )}
      </button>
      <button
        type="button"
        className={cx(sh['mediaBtn'], s['remove'])}
        aria-label={t.animate.remove(at)}
        onClick={() => removeItems([item.key])}
      >
        <Icon of={X} size={14} />
      </button>
    </li>
  );
}

/** One picture of the batch. Memoised: a drop of hundreds fills tiles one by one. */
export const Tile = memo(TileView);
