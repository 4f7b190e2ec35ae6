import { type CSSProperties, type ReactElement, useEffect, useRef } from 'react';
import { create } from 'zustand';
import { useClips } from '../../state/library/clips.ts';
import { useOutline } from '../../state/library/outline.ts';
import { useSelection } from '../../state/library/selection.ts';
import { t } from '../../text/en.ts';
import { useMedia } from '../../ui/media-query.ts';
import s from './preview.module.css';

/** Whether the clip that the keys are about is shown large over the grid. */
export const usePreview = create<{ readonly open: boolean }>()(() => ({ open: false }));

export const closePreview = (): void => usePreview.setState({ open: false });

function Film({ clipId, still }: { readonly clipId: string; readonly still: boolean }): ReactElement {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!still) void element?.play().catch(() => undefined);
    return () => {
      // A player that is only left to the collector keeps its file and its decoder.
      element?.removeAttribute('src');
      element?.load();
    };
  }, [still]);
  return (
    // biome-ignore lint/a11y/useMediaCaption: generated clips carry no speech track to caption
    <video
      ref={video}
      src={`/media/${clipId}`}
      preload="auto"
      loop={!still}
      controls={still}
      playsInline
      disablePictureInPicture
    />
  );
}

/** A clip as large as the window lets it be, for a quick look. It follows the arrows; the focus stays in the grid. */
export function Preview(): ReactElement | null {
  const open = usePreview((preview) => preview.open);
  const place = useSelection(({ focus }) => focus);
  const clip = useClips(({ byPlace }) => (place === null ? undefined : byPlace.get(place)));
  const places = useOutline((outline) => outline.places);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  useEffect(() => closePreview, []);
  if (!open || place === null) return null;
  const shape = clip && clip.height > 0 ? clip.width / clip.height : 16 / 9;
  const name = clip && clip.prompt !== '' ? clip.prompt : t.library.noPrompt;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape and Space do the same
    <div
      className={s['preview']}
      role="dialog"
      aria-label={t.library.preview(name)}
      onClick={(event) => event.target === event.currentTarget && closePreview()}
    >
      <figure style={{ '--ar': shape } as CSSProperties}>
        {clip && !clip.missing ? (
          <Film key={clip.id} clipId={clip.id} still={still} />
        ) : (
          <p className={s['none']}>{clip ? t.library.missing : t.library.loading}</p>
        )}
        <figcaption>
          <span>{name}</span>
          <span className={s['place']}>{t.library.placeOf(places.indexOf(place) + 1, places.length)}</span>
        </figcaption>
      </figure>
    </div>
  );
}
