import { TriangleAlert } from 'lucide-react';
import { memo, type ReactElement, useState } from 'react';
import { openClip } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { holdClip } from '../animate/references/drag.ts';
import type { Box } from './layout.ts';
import { Scrub } from './scrub.tsx';
import s from './tile.module.css';

interface Props {
  readonly box: Box;
  readonly at: number;
  readonly of: number;
}

function Poster({ box }: { readonly box: Box }): ReactElement {
  const { clip } = box;
  const [source] = clip.sourceIds;
  const [failed, setFailed] = useState(false);
  if (clip.missing) {
    return (
      <span className={s['missing']}>
        <Icon of={TriangleAlert} />
        {t.library.missing}
      </span>
    );
  }
  if (source !== undefined && !failed) {
    const src = `/media/${source}`;
    return <img src={src} alt="" decoding="async" draggable={false} onError={() => setFailed(true)} />;
  }
  // The first frame stands in for a picture that is not there any more.
  return <video src={`/media/${clip.id}`} preload="metadata" muted tabIndex={-1} />;
}

function TileView({ box, at, of }: Props): ReactElement {
  const { clip } = box;
  const [pointer, setPointer] = useState<number | null>(null);
  const name = clip.prompt === '' ? t.library.noPrompt : clip.prompt;
  return (
    <li
      className={s['tile']}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      aria-posinset={at}
      aria-setsize={of}
      onPointerMove={(event) => {
        if (event.pointerType !== 'mouse' || clip.missing) return;
        const area = event.currentTarget.getBoundingClientRect();
        setPointer(Math.min(1, Math.max(0, (event.clientX - area.left) / area.width)));
      }}
      onPointerLeave={() => setPointer(null)}
    >
      <div className={cx(sh['thumb'], s['thumb'])}>
        <Poster box={box} />
        {pointer !== null && <Scrub clip={clip} at={pointer} />}
      </div>
      <a
        className={s['link']}
        href={`#clip/${clip.id}`}
        draggable
        onDragStart={(event) => holdClip(event.dataTransfer, clip.id)}
        data-clip={clip.id}
        onClick={(event) => {
          event.preventDefault();
          openClip(clip.id);
        }}
      >
        <span className={sh['sr']}>{t.library.tile(name, Math.round(clip.seconds * 10) / 10)}</span>
      </a>
      {!clip.missing && <span className={s['len']}>{t.library.seconds(clip.seconds)}</span>}
    </li>
  );
}

/** One clip of the roll in its own shape. */
export const LibraryTile = memo(TileView);
