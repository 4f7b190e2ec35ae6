import type { CSSProperties, ReactElement } from 'react';
import type { SourceView } from '../../../preload/contract/schemas/views.ts';
import { type Batch, useBatch } from '../../state/batch.ts';
import { type StripItem, useStrip } from '../../state/strip.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { clipDrop } from './clip-drop.ts';
import { DropArea } from './drop-area.tsx';
import { Hero, Hint } from './hero.tsx';
import { warningOf } from './intake/picture-warning.ts';
import { useModel } from './intake/use-model.ts';
import { removeAll } from './remove.ts';
import s from './table.module.css';
import { Tray } from './tray.tsx';

/** Tiles that stand one below the other beside the picture. */
const ROWS = 5;

/** The hint beside the count: what will happen. */
function hintFor(items: readonly StripItem[], batch: Batch): string {
  if (batch.variations > 1 || batch.also.length > 0 || (!batch.each && batch.more.length > 0))
    return t.batch.severalEach;
  if (items.length === 1) return t.animate.oneClip;
  return batch.each ? t.batch.oneEachOwn : t.animate.oneEach;
}

/** Width by height; of one that is still being read what is usual. */
const shapeOf = (source: SourceView | null): number =>
  source?.width && source.height ? source.width / source.height : 1.5;

/** The pictures of the batch: the selected one as large as it fits, all of them beside it. */
export function Table(): ReactElement {
  const items = useStrip((strip) => strip.items);
  const selected = useStrip((strip) => strip.selected);
  const also = useStrip((strip) => strip.also.size);
  const batch = useBatch();
  const model = useModel();
  const found = items.findIndex((item) => item.key === selected);
  const at = Math.max(0, found);
  const item = items[at];
  if (!item) {
    return (
      <section className={s['table']} aria-label={t.animate.table} {...clipDrop}>
        <DropArea />
      </section>
    );
  }
  // With the tile that adds more.
  const columns = Math.ceil((items.length + 1) / ROWS);
  // Whichever of them is shown, the strip stays as it is.
  const widest = Math.max(...items.map(({ source }) => shapeOf(source)));
  return (
    <section className={s['table']} aria-label={t.animate.table} {...clipDrop}>
      <header className={s['header']}>
        <h1>{t.animate.images(items.length)}</h1>
        <Hint
          words={also > 0 ? t.batch.selected(also + 1) : hintFor(items, batch)}
          warning={also === 0 ? warningOf(item.source, model) : null}
        />
        <Button small look="ghost" onClick={removeAll}>
          {t.animate.clear}
        </Button>
      </header>
      <div
        className={s['bench']}
        style={{ '--ar': shapeOf(item.source), '--widest': widest, '--columns': columns } as CSSProperties}
      >
        <Hero item={item} at={at + 1} of={items.length} />
        <Tray selected={item.key} />
      </div>
    </section>
  );
}
