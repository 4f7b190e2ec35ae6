import { Scissors, TriangleAlert } from 'lucide-react';
import { type CSSProperties, lazy, type ReactElement, Suspense, useEffect, useRef, useState } from 'react';
import type { ClipView as Clip } from '../../../preload/contract/schemas/views.ts';
import { loadClip, useClips } from '../../state/library/clips.ts';
import { indexOf, openLibrary } from '../../state/library/outline.ts';
import { focusOn } from '../../state/library/selection.ts';
import { closeClip, takePlay, useUi } from '../../state/ui.ts';
import { clip as en } from '../../text/en-clip.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Tip } from '../../ui/tooltip.tsx';
import { usePicker } from '../compare/open.ts';
import { useCullKeys } from '../library/cull/use-cull-keys.ts';
import { MissingStage } from '../library/missing.tsx';
import { saveTrim } from '../tools/actions.ts';
import { leave } from './actions.ts';
import s from './clip.module.css';
import { Details } from './details/details.tsx';
import { culledClip, openNeighbour } from './neighbour.ts';
import { Deck } from './player/deck.tsx';
import { type FullScreen, useFullScreen } from './player/full-screen.ts';
import { transportKeys } from './player/keys.ts';
import { usePlayer } from './player/use-transport.ts';
import st from './stage.module.css';

const ComparePicker = lazy(async () => ({ default: (await import('../compare/picker.tsx')).ComparePicker }));

function Lost({ title, body }: { readonly title: string; readonly body: string }): ReactElement {
  return (
    <div className={s['lost']} role="alert">
      <Icon of={TriangleAlert} size={20} />
      <h2>{title}</h2>
      <p>{body}</p>
    </div>
  );
}

interface ShownProps {
  readonly clip: Clip;
  readonly screen: FullScreen;
}

function Shown({ clip, screen }: ShownProps): ReactElement {
  const player = usePlayer(clip);
  const { transport, failed } = player;
  useEffect(() => {
    if (takePlay(clip.id)) transport.play();
  }, [clip.id, transport]);
  const src = `/media/${clip.id}`;
  useKeys({ ...transportKeys(transport), f: screen.toggle });
  const shape = clip.width > 0 && clip.height > 0 ? `${clip.width} / ${clip.height}` : '16 / 9';
  return (
    <>
      <section
        className={cx(st['stage'], s['stage'])}
        aria-label={en.stage}
        style={{ '--ar': shape } as CSSProperties}
      >
        {player.gone && <MissingStage clip={clip} />}
        {failed && !player.gone && <Lost title={en.unplayable} body={en.unplayableBody} />}
        {/* biome-ignore lint/a11y/useMediaCaption: generated clips carry no speech track to caption */}
        <video
          ref={transport.attach}
          src={src}
          preload="auto"
          playsInline
          disablePictureInPicture
          aria-label={clip.prompt === '' ? clip.name : clip.prompt}
          style={failed ? { display: 'none' } : undefined}
          onClick={transport.toggle}
        />
      </section>
      <Deck
        src={src}
        player={player}
        full={screen.full}
        onFullscreen={screen.toggle}
        trimActions={
          <Tip words={en.saveTrim}>
            <Button
              icon
              small
              look="ghost"
              aria-label={en.saveTrim}
              onClick={() => void saveTrim(clip, transport.range)}
            >
              <Icon of={Scissors} size={14} />
            </Button>
          </Tip>
        }
      />
      <Details clip={clip} player={player} />
    </>
  );
}

/** One clip: a dark stage, the transport, and what made it. */
export function ClipView(): ReactElement | null {
  const clipId = useUi((ui) => ui.clipId);
  const clip = useClips(({ byId }) => (clipId === null ? undefined : byId.get(clipId)));
  const [sought, setSought] = useState<string | null>(null);
  const screen = useFullScreen();
  const picking = usePicker((picker) => picker.clip !== null);
  useEffect(() => {
    openLibrary();
    if (clipId !== null) void loadClip(clipId).finally(() => setSought(clipId));
  }, [clipId]);
  // A clip that is not of the library's first ones is there a moment after its view.
  const isThere = clip !== undefined;
  useEffect(() => {
    if (isThere) document.querySelector<HTMLElement>('[data-view="clip"]')?.focus({ preventScroll: true });
  }, [isThere]);
  useKeys({
    ArrowUp: () => clip && openNeighbour(clip.id, -1),
    ArrowDown: () => clip && openNeighbour(clip.id, 1),
    Escape: () => {
      if (!document.fullscreenElement) closeClip();
    },
  });
  useCullKeys(() => (clip ? culledClip(clip) : null));
  // The way back to the library leads to the clip that was watched last.
  const place = clip?.place;
  useEffect(() => {
    if (place !== undefined && indexOf(place) !== -1) focusOn(place);
  }, [place]);
  // A clip that is gone while it is shown, such as to the trash, leaves its place to its neighbour.
  const last = useRef<Clip>(undefined);
  useEffect(() => {
    if (clip) last.current = clip;
    else if (last.current?.id === clipId) void leave(last.current);
  }, [clip, clipId]);
  if (!clip) return sought !== clipId ? null : <Lost title={en.missingTitle} body={en.gone} />;
  return (
    <div
      className={cx(st['view'], screen.full && st['full'], screen.idle && st['idle'])}
      data-view="clip"
      tabIndex={-1}
    >
      {clip.missing ? (
        <>
          <section className={cx(st['stage'], s['stage'])} aria-label={en.stage}>
            <MissingStage clip={clip} />
          </section>
          <Details clip={clip} player={null} />
        </>
      ) : (
        <Shown key={clip.id} clip={clip} screen={screen} />
      )}
      <Suspense>{picking && <ComparePicker />}</Suspense>
    </div>
  );
}
