import { Ban, Film, Flag, Heart, Star } from 'lucide-react';
import {
  type ChangeEvent,
  type DragEvent,
  type FocusEvent,
  type MouseEvent,
  memo,
  type PointerEvent,
  type ReactElement,
  useState,
} from 'react';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { useClips } from '../../state/library/clips.ts';
import { useOutline } from '../../state/library/outline.ts';
import { extendTo, focusOn, targetOf, toggle, useSelection } from '../../state/library/selection.ts';
import { openClip } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { usePoster } from '../../work/media/use-poster.ts';
import { holdClip } from '../animate/references/drag.ts';
import { dragOutTarget } from '../tools/actions.ts';
import { stemOf } from '../tools/names.ts';
import { subjectOf } from './cull/use-cull-keys.ts';
import { toggleFavourite } from './cull/verdict.ts';
import { MissingTile } from './missing.tsx';
import { Scrub } from './scrub.tsx';
import s from './tile.module.css';

interface Props {
  readonly place: number;
  readonly index: number;
  readonly of: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The one tile that Tab leads to. */
  readonly current: boolean;
  /** Its clip is not drawn yet. */
  readonly bare: boolean;
}

const nameOf = ({ prompt }: ClipView): string => (prompt === '' ? t.library.noPrompt : prompt);

/**
 * The picture of a clip; where it gives none, what the clip was made from. Not seen where there is no such image: one that
 * has to be made first is the tile's own grey.
 */
function Poster({ clip }: { readonly clip: ClipView }): ReactElement {
  const poster = usePoster(clip.id);
  const calm = useOutline((outline) => outline.calm);
  const [begun, begin] = useState(calm);
  if (calm && !begun) begin(true);
  const [failed, setFailed] = useState<string | null>(null);
  const [source] = clip.sourceIds;
  const src = poster.src ?? (source === undefined ? null : `/media/${source}`);
  if (src === null || (poster.src === null && failed === src))
    return (
      <span className={s['blank']}>
        <Icon of={Film} size={20} />
      </span>
    );
  const onError = (): void => {
    setFailed(src);
    if (poster.src !== null) poster.onError();
  };
  return (
    <img
      className={failed === src ? s['unseen'] : undefined}
      src={begun ? src : undefined}
      alt=""
      decoding="async"
      draggable={false}
      onError={onError}
    />
  );
}

// Plain functions, not components: tiles come and go by the hundred, and each component of one costs.

/** What has been said of a clip, and how long it is. */
function marks(clip: ClipView): ReactElement {
  return (
    <span className={s['marks']}>
      {clip.flag !== null && (
        <span className={s['mark']}>
          <Icon of={clip.flag === 'keep' ? Flag : Ban} size={12} solid={clip.flag === 'keep'} />
          <span className={sh['sr']}>{t.library.flags[clip.flag]}</span>
        </span>
      )}
      {clip.rating > 0 && (
        <span className={s['mark']}>
          <Icon of={Star} size={11} solid />
          <span className={sh['sr']}>{t.library.rated}</span>
          {clip.rating}
        </span>
      )}
      <span className={s['gap']} />
      {!clip.missing && (
        <span className={s['mark']}>
          {!clip.played && (
            <span className={s['new']}>
              <span className={sh['sr']}>{t.library.unplayed}</span>
            </span>
          )}
          {t.library.seconds(clip.seconds)}
        </span>
      )}
    </span>
  );
}

function choose({ nativeEvent }: ChangeEvent, place: number): void {
  if (nativeEvent instanceof window.MouseEvent && nativeEvent.shiftKey) extendTo(place);
  else toggle(place);
}

function favourite(clip: ClipView, tab: number): ReactElement {
  return (
    <button
      type="button"
      className={s['heart']}
      tabIndex={tab}
      aria-pressed={clip.favourite}
      aria-label={t.library.favourite(nameOf(clip))}
      onClick={() => toggleFavourite(subjectOf(clip))}
    >
      <Icon of={Heart} size={12} solid={clip.favourite} />
    </button>
  );
}

/** Where the pointer is across a tile, from 0 to 1; null while it is elsewhere. */
function usePointer(place: number) {
  const [pointer, setPointer] = useState<{ place: number; at: number } | null>(null);
  return {
    at: pointer?.place === place ? pointer.at : null,
    over: pointer !== null,
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (event.pointerType !== 'mouse') return;
      const area = event.currentTarget.getBoundingClientRect();
      setPointer({ place, at: Math.min(1, Math.max(0, (event.clientX - area.left) / area.width)) });
    },
    onPointerLeave: () => setPointer(null),
  };
}

/**
 * One clip goes to the slots of Animate; with Ctrl or Cmd, or several that are selected, their files to other apps. Not
 * with Alt: over a link Chromium begins no drag then, but selects.
 */
function drag(event: DragEvent, { id, place }: ClipView): void {
  const { places } = useSelection.getState();
  const many = places.has(place) && places.size > 1;
  if (!many && !event.ctrlKey && !event.metaKey) {
    holdClip(event.dataTransfer, id);
    return;
  }
  event.preventDefault();
  void dragOutTarget(targetOf(many ? places : [place]));
}

function TileView({ place, index, of, x, y, width, height, current, bare }: Props): ReactElement {
  const clip = useClips(({ byPlace }) => (bare ? undefined : byPlace.get(place)));
  const selected = useSelection(({ places }) => places.has(place));
  const { at, over, ...pointer } = usePointer(place);
  const tab = current ? 0 : -1;
  const name = clip ? nameOf(clip) : t.library.loading;
  // Not by the mouse: its click may reach from where the keys were.
  const focus = ({ currentTarget }: FocusEvent): void => {
    if (!current && currentTarget.matches(':focus-visible')) focusOn(place);
  };
  const press = (event: MouseEvent): void => {
    event.preventDefault();
    if (event.shiftKey) extendTo(place);
    else if (event.ctrlKey || event.metaKey) toggle(place);
    else {
      focusOn(place);
      if (clip) openClip(clip.id);
    }
  };
  return (
    <li
      className={cx(
        s['tile'],
        selected && s['selected'],
        clip?.flag === 'reject' && s['rejected'],
        clip?.missing && s['missing'],
      )}
      style={{ left: x, top: y, width, height }}
      aria-posinset={index + 1}
      aria-setsize={of}
      aria-busy={clip === undefined}
      {...pointer}
    >
      <div className={cx(sh['thumb'], s['thumb'])}>
        {clip &&
          (clip.missing ? <MissingTile key={clip.id} clip={clip} /> : <Poster key={clip.id} clip={clip} />)}
        {clip && !clip.missing && at !== null && <Scrub clip={clip} at={at} />}
      </div>
      <a
        className={s['link']}
        href={`#clip/${clip?.id ?? ''}`}
        draggable={clip !== undefined}
        tabIndex={tab}
        data-place={place}
        data-clip={clip?.id}
        onDragStart={(event) => clip && drag(event, clip)}
        onFocus={focus}
        onClick={press}
      >
        <span className={sh['sr']}>
          {clip ? t.library.tile(name, Math.round(clip.seconds * 10) / 10, stemOf(clip)) : name}
        </span>
      </a>
      {clip && (
        <input
          className={s['tick']}
          type="checkbox"
          checked={selected}
          tabIndex={tab}
          aria-label={t.library.select(name)}
          onChange={(event) => choose(event, place)}
        />
      )}
      {/* Only where it can be seen: most tiles of a long scroll come and go without. */}
      {clip && (clip.favourite || over || current) && favourite(clip, tab)}
      {clip && marks(clip)}
    </li>
  );
}

/** One clip of the roll in its own shape; an empty one until the clip is there. */
export const LibraryTile = memo(TileView);
