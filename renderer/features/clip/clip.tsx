import { TriangleAlert } from 'lucide-react';
import { type CSSProperties, type ReactElement, useEffect, useRef, useState } from 'react';
import type { ClipView as Clip } from '../../../preload/contract/schemas/views.ts';
import { loadClip, useClips } from '../../state/library/clips.ts';
import { openLibrary } from '../../state/library/outline.ts';
import { closeClip, useUi } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { Icon } from '../../ui/icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { openNeighbour, trash } from './actions.ts';
import s from './clip.module.css';
import { Deck } from './deck.tsx';
import { Details } from './details.tsx';
import { FRAME, RATES, usePlayer } from './player.ts';

function Lost({ title, body }: { readonly title: string; readonly body: string }): ReactElement {
  return (
    <div className={s['lost']} role="alert">
      <Icon of={TriangleAlert} size={20} />
      <h2>{title}</h2>
      <p>{body}</p>
    </div>
  );
}

function Playing({ clip }: { readonly clip: Clip }): ReactElement {
  const player = usePlayer(clip.seconds);
  const stage = useRef<HTMLElement>(null);
  const src = `/media/${clip.id}`;
  const fullscreen = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void stage.current?.requestFullscreen().catch(() => undefined);
  };
  const faster = (by: number): void => {
    const at = RATES.indexOf(player.rate) + by;
    const rate = RATES[Math.min(RATES.length - 1, Math.max(0, at))];
    if (rate !== undefined) player.setRate(rate);
  };
  useKeys({
    Space: player.toggle,
    k: player.toggle,
    ArrowLeft: () => player.step(-FRAME),
    ArrowRight: () => player.step(FRAME),
    'shift+ArrowLeft': () => player.step(-1),
    'shift+ArrowRight': () => player.step(1),
    Home: () => player.seek(0),
    End: () => player.seek(player.duration),
    'shift+l': () => player.setLoop(!player.loop),
    m: () => player.setMuted(!player.muted),
    f: fullscreen,
    ',': () => faster(-1),
    '.': () => faster(1),
  });
  const shape = clip.width > 0 && clip.height > 0 ? `${clip.width} / ${clip.height}` : '16 / 9';
  return (
    <>
      <section
        className={s['stage']}
        ref={stage}
        aria-label={t.clip.stage}
        style={{ '--ar': shape } as CSSProperties}
      >
        {player.failed && <Lost title={t.clip.unplayable} body={t.clip.unplayableBody} />}
        {/* biome-ignore lint/a11y/useMediaCaption: generated clips carry no speech track to caption */}
        <video
          ref={player.attach}
          src={src}
          preload="auto"
          playsInline
          disablePictureInPicture
          aria-label={clip.prompt === '' ? clip.name : clip.prompt}
          style={player.failed ? { display: 'none' } : undefined}
          onClick={player.toggle}
        />
      </section>
      <Deck src={src} player={player} onFullscreen={fullscreen} />
    </>
  );
}

/** One clip: a dark stage, the transport, and what made it. */
export function ClipView(): ReactElement | null {
  const clipId = useUi((ui) => ui.clipId);
  const clip = useClips(({ byId }) => (clipId === null ? undefined : byId.get(clipId)));
  const [sought, setSought] = useState<string | null>(null);
  useEffect(() => {
    openLibrary();
    if (clipId !== null) void loadClip(clipId).finally(() => setSought(clipId));
  }, [clipId]);
  useEffect(() => {
    const stage = document.querySelector<HTMLElement>('[data-view="clip"]');
    stage?.focus({ preventScroll: true });
  }, []);
  useKeys({
    ArrowUp: () => clip && openNeighbour(clip.id, -1),
    ArrowDown: () => clip && openNeighbour(clip.id, 1),
    Delete: () => clip && void trash(clip),
    Escape: () => {
      if (!document.fullscreenElement) closeClip();
    },
  });
  if (!clip) return sought !== clipId ? null : <Lost title={t.clip.missingTitle} body={t.clip.gone} />;
  return (
    <div className={s['view']} data-view="clip" tabIndex={-1}>
      {clip.missing ? (
        <section className={s['stage']} aria-label={t.clip.stage}>
          <Lost title={t.clip.missingTitle} body={t.clip.missingBody} />
        </section>
      ) : (
        <Playing key={clip.id} clip={clip} />
      )}
      <Details clip={clip} />
    </div>
  );
}
