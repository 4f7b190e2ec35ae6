import { Crop, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { StripItem } from '../../state/strip.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { openCrop } from './crop/crop-state.ts';
import s from './table.module.css';

interface Props {
  readonly item: StripItem;
  readonly at: number;
  readonly of: number;
}

/** The selected picture as large as it fits. */
export function Hero({ item, at, of }: Props): ReactElement {
  return (
    <figure className={s['hero']}>
      <div className={cx(sh['thumb'], s['picture'])}>
        {item.source ? (
          <>
            <img src={`/media/${item.source.id}`} alt={item.name} draggable={false} />
            <button
              type="button"
              className={cx(sh['mediaBtn'], s['crop'])}
              aria-label={t.crop.title(item.name)}
              title={t.shell.withKey(t.crop.open, 'C')}
              onClick={() => openCrop(item.key)}
            >
              <Icon of={Crop} />
            </button>
          </>
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

/** Beside the count: what will happen, unless something speaks against the picture. */
export function Hint({ words, warning }: { readonly words: string; readonly warning: string | null }) {
  if (warning === null) return <p className={sh['hint']}>{words}</p>;
  return (
    <p className={cx(sh['hint'], s['warning'])} title={warning}>
      <Icon of={TriangleAlert} size={14} /> {warning}
    </p>
  );
}
