import type { CSSProperties, ReactElement } from 'react';
import { MIN_SIDE_WARNING } from '../../../preload/contract/limits.ts';
import { type Batch, useBatch } from '../../state/batch.ts';
import { type StripItem, useStrip } from '../../state/strip.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { DropArea } from './drop-area.tsx';
import { removeAll } from './remove.ts';
import s from './table.module.css';
import { Tray } from './tray.tsx';

/** The hint beside the count: what will happen, or that the selected picture is small. */
function hintFor(items: readonly StripItem[], item: StripItem | undefined, batch: Batch): string {
  const side = item?.source ? Math.min(item.source.width, item.source.height) : MIN_SIDE_WARNING;
  if (side < MIN_SIDE_WARNING) return t.animate.small(side);
  if (batch.variations > 1 || batch.also.length > 0 || (!batch.each && batch.more.length > 0))
    return t.batch.severalEach;
  if (items.length === 1) return t.animate.oneClip;
  return batch.each ? t.batch.oneEachOwn : t.animate.oneEach;
}

function Hero({
  item,
  at,
  of,
}: {
  readonly item: StripItem;
  readonly at: number;
  readonly of: number;
}): ReactElement {
  return (
    <figure className={s['hero']}>
      <div className={cx(sh['thumb'], s['picture'])}>
        {item.source ? (
          <img src={`/media/${item.source.id}`} alt={item.name} draggable={false} />
        ) : (
          <span className={s['reading']}>
            <Spinner />
            <span>{t.animate.reading}</span>
          </span>
        )}
        <figcaption className={s['caption']}>
          <span>{item.name}</span>
          <span>{t.animate.place(at, of)}</span>
        </figcaption>
      </div>
    </figure>
  );
}

/** The pictures of the batch: the selected one as large as it fits, all of them beside it. */
export function Table(): ReactElement {
  const items = useStrip((strip) => strip.items);
  const selected = useStrip((strip) => strip.selected);
  const also = useStrip((strip) => strip.also.size);
  const batch = useBatch();
  const found = items.findIndex((item) => item.key === selected);
  const at = Math.max(0, found);
  const item = items[at];
  if (!item) {
    return (
      <section className={s['table']} aria-label={t.animate.table}>
        <DropArea />
      </section>
    );
  }
  const shape = item.source ? `${item.source.width} / ${item.source.height}` : '3 / 2';
  return (
    <section className={s['table']} aria-label={t.animate.table}>
      <header className={s['header']}>
        <h1>{t.animate.images(items.length)}</h1>
        <p className={sh['hint']}>{also > 0 ? t.batch.selected(also + 1) : hintFor(items, item, batch)}</p>
        <Button small look="ghost" onClick={removeAll}>
          {t.animate.clear}
        </Button>
      </header>
      <div className={s['bench']} style={{ '--ar': shape } as CSSProperties}>
        <Hero item={item} at={at + 1} of={items.length} />
        <Tray selected={item.key} />
      </div>
    </section>
  );
}
