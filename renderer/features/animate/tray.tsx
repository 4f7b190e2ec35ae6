import { Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useEffect, useRef } from 'react';
import { useBatch } from '../../state/batch.ts';
import { extendBy, moveSelected, selectAll, selectBy, useStrip } from '../../state/strip.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { warningOf } from './intake/picture-warning.ts';
import { useModel } from './intake/use-model.ts';
import { openPicker } from './picker.tsx';
import { removeSelected } from './remove.ts';
import { useStripDrag } from './strip-drag.ts';
import s from './table.module.css';
import { Tile } from './tile.tsx';

/** Keeps the focus on the selected tile when the arrows move it. */
function focusSelected(): void {
  const { selected } = useStrip.getState();
  requestAnimationFrame(() => {
    const next = selected === null ? '[data-part="choose"]' : `[data-key="${selected}"]`;
    document.querySelector<HTMLElement>(next)?.focus();
  });
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function act(event: KeyboardEvent): boolean {
  const step = STEPS[event.key];
  if (step !== undefined && event.altKey) moveSelected(step);
  else if (step !== undefined && event.shiftKey) extendBy(step);
  else if (step !== undefined) selectBy(step);
  else if (event.key === 'Delete' || event.key === 'Backspace') removeSelected();
  else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) selectAll();
  else return false;
  return true;
}

function onTrayKey(event: KeyboardEvent): void {
  if (!act(event)) return;
  event.preventDefault();
  event.stopPropagation();
  focusSelected();
}

/** All pictures of the batch, in the order in which they are sent. */
export function Tray({ selected }: { readonly selected: string }): ReactElement {
  const items = useStrip((strip) => strip.items);
  const also = useStrip((strip) => strip.also);
  const each = useBatch((batch) => batch.each);
  const drag = useStripDrag();
  const model = useModel();
  const list = useRef<HTMLUListElement>(null);
  // In another window size the strip lies otherwise, and was not scrolled.
  useEffect(() => {
    if (!list.current) return;
    const watch = new ResizeObserver(() => {
      const { selected } = useStrip.getState();
      const tile = list.current?.querySelector(`[data-key="${selected}"]`);
      tile?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    watch.observe(list.current);
    return () => watch.disconnect();
  }, []);
  return (
    <ul ref={list} className={cx(sh['fades'], s['tray'])} onKeyDown={onTrayKey} {...drag.handlers}>
      {items.map((item, index) => (
        <Tile
          key={item.key}
          item={item}
          at={index + 1}
          of={items.length}
          shown={item.key === selected}
          selected={item.key === selected || also.has(item.key)}
          warning={warningOf(item.source, model)}
          own={each && item.prompt !== undefined}
          drop={drag.mark(item.key)}
        />
      ))}
      <li>
        <button type="button" className={s['add']} onClick={openPicker} aria-label={t.animate.add}>
          <Icon of={Plus} />
          <span className={s['addWords']}>{t.animate.add}</span>
        </button>
      </li>
    </ul>
  );
}
