import { Plus } from 'lucide-react';
import type { CSSProperties, KeyboardEvent, ReactElement } from 'react';
import { MIN_SIDE_WARNING } from '../../../preload/contract/limits.ts';
import {
  clearStrip,
  moveSelected,
  removeItems,
  type StripItem,
  selectBy,
  useStrip,
} from '../../state/strip.ts';
import { undo } from '../../state/undo.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { say } from '../../ui/toasts.ts';
import { DropArea } from './drop-area.tsx';
import { openPicker } from './picker.tsx';
import s from './table.module.css';
import { Tile } from './tile.tsx';

function clearAll(): void {
  const count = useStrip.getState().items.length;
  const step = clearStrip();
  say({
    title: t.animate.cleared(count),
    look: 'trash',
    action: { label: t.animate.undo, run: () => undo(step) },
  });
}

/** Keeps the focus on the selected tile when the arrows move it. */
function focusSelected(): void {
  const { selected } = useStrip.getState();
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-key="${selected ?? ''}"]`)?.focus();
  });
}

function onTrayKey(event: KeyboardEvent): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const { selected } = useStrip.getState();
  if (step !== 0 && event.altKey) moveSelected(step);
  else if (step !== 0) selectBy(step);
  else if ((event.key === 'Delete' || event.key === 'Backspace') && selected !== null)
    removeItems([selected]);
  else return;
  event.preventDefault();
  event.stopPropagation();
  focusSelected();
}

/** The hint beside the count: what will happen, or that the selected picture is small. */
function hintFor(items: readonly StripItem[], item: StripItem | undefined): string {
  const side = item?.source ? Math.min(item.source.width, item.source.height) : MIN_SIDE_WARNING;
  if (side < MIN_SIDE_WARNING) return t.animate.small(side);
  return items.length === 1 ? t.animate.oneClip : t.animate.oneEach;
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
        <p className={sh['hint']}>{hintFor(items, item)}</p>
        <Button small look="ghost" onClick={clearAll}>
          {t.animate.clear}
        </Button>
      </header>
      <div className={s['bench']} style={{ '--ar': shape } as CSSProperties}>
        <Hero item={item} at={at + 1} of={items.length} />
        <ul className={s['tray']} onKeyDown={onTrayKey}>
          {items.map((one, index) => (
            <Tile key={one.key} item={one} at={index + 1} of={items.length} selected={one.key === item.key} />
          ))}
          <li>
            <button type="button" className={s['add']} onClick={openPicker} aria-label={t.animate.add}>
              <Icon of={Plus} />
              <span className={s['addWords']}>{t.animate.add}</span>
            </button>
          </li>
        </ul>
      </div>
    </section>
  );
}
