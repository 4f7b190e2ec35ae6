import { TextQuote, TriangleAlert, X } from 'lucide-react';
import { type MouseEvent, memo, type ReactElement, useEffect, useRef } from 'react';
import { type StripItem, selectItem, selectTo, toggleItem } from '../../state/strip.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { holdPicture } from './references/drag.ts';
import { remove } from './remove.ts';
import s from './table.module.css';

interface Props {
  readonly item: StripItem;
  readonly at: number;
  readonly of: number;
  /** It is the one that is drawn large. */
  readonly shown: boolean;
  readonly selected: boolean;
  /** It has words of its own. */
  readonly own: boolean;
  /** What speaks against sending it. */
  readonly warning: string | null;
  /** On this side of it what is dragged would come to lie. */
  readonly drop: 'before' | 'after' | undefined;
}

function choose(event: MouseEvent, key: string): void {
  if (event.shiftKey) selectTo(key);
  else if (event.ctrlKey || event.metaKey) toggleItem(key);
  else selectItem(key);
}

function TileView({ item, at, of, shown, selected, own, warning, drop }: Props): ReactElement {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (shown) ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  const place = item.source ? t.animate.tile(at, of, item.name) : t.animate.tileReading(at, of, item.name);
  return (
    <li data-drop={drop}>
      <button
        ref={ref}
        type="button"
        className={cx(sh['thumb'], s['tile'], shown && s['shown'])}
        aria-pressed={selected}
        aria-label={[place, own && t.batch.ownMark, warning !== null && t.animate.warned]
          .filter(Boolean)
          .join(', ')}
        data-key={item.key}
        draggable={item.source !== null}
        onDragStart={(event) => holdPicture(event.dataTransfer, item.key)}
        onClick={(event) => choose(event, item.key)}
      >
        {item.source ? (
          <img src={`/media/${item.source.id}`} alt="" loading="lazy" decoding="async" draggable={false} />
        ) : (
          <span className={s['reading']}>
            <Spinner />
            <span>{item.name}</span>
          </span>
        )}
        {own && (
          <span className={s['own']} title={t.batch.ownMark}>
            <Icon of={TextQuote} size={12} />
          </span>
        )}
      </button>
      {warning !== null && (
        <span className={s['warned']} title={warning} aria-hidden="true">
          <Icon of={TriangleAlert} size={14} />
        </span>
      )}
      <button
        type="button"
        className={cx(sh['mediaBtn'], s['remove'])}
        aria-label={t.animate.remove(at)}
        onClick={() => remove([item.key])}
      >
        <Icon of={X} size={14} />
      </button>
    </li>
  );
}

/** One picture of the batch. Memoised: a drop of hundreds fills tiles one by one. */
export const Tile = memo(TileView);
