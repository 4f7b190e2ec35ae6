import type { CSSProperties, KeyboardEvent, PointerEvent, ReactElement } from 'react';
import { t } from '../../text/en.ts';
import { hundredths } from '../../text/format.ts';
import s from './clip.module.css';
import { useFilmstrip } from './filmstrip.ts';
import { FRAME, type Player } from './player.ts';

/** Whole seconds under which the ruler carries a figure, at most eleven of them. */
function marks(duration: number): readonly number[] {
  const every = Math.max(1, Math.ceil(duration / 10));
  const all = Array.from({ length: Math.floor(duration / every) + 1 }, (_, at) => at * every);
  return all.filter((second) => second <= duration + 0.01);
}

function onKey(event: KeyboardEvent, player: Player): void {
  const small = event.shiftKey ? 1 : FRAME;
  const acts: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => player.step(-small),
    ArrowDown: () => player.step(-small),
    ArrowRight: () => player.step(small),
    ArrowUp: () => player.step(small),
    PageDown: () => player.step(-1),
    PageUp: () => player.step(1),
    Home: () => player.seek(0),
    End: () => player.seek(player.duration),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** The clip as a strip of its own frames, with the playhead over it. Drag anywhere on it, or use the arrow keys. */
export function SeekBar({ src, player }: { readonly src: string; readonly player: Player }): ReactElement {
  const film = useFilmstrip(src);
  const { duration, time } = player;
  const share = duration > 0 ? Math.min(1, time / duration) : 0;
  const seekTo = (event: PointerEvent<HTMLElement>): void => {
    const area = event.currentTarget.getBoundingClientRect();
    player.seek(((event.clientX - area.left) / area.width) * duration);
  };
  const last = marks(duration).at(-1);
  return (
    <div
      className={s['time']}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
      }}
    >
      <div className={s['ruler']} aria-hidden="true">
        {marks(duration).map((second) => (
          <i key={second} style={{ '--x': `${(second / duration) * 100}%` } as CSSProperties}>
            {second === last ? t.library.seconds(second) : second}
          </i>
        ))}
      </div>
      <div aria-hidden="true">
        <canvas className={s['film']} ref={film} />
      </div>
      <span
        className={s['head']}
        style={{ '--now': `${share * 100}%` } as CSSProperties}
        role="slider"
        tabIndex={0}
        aria-label={t.clip.playhead}
        aria-valuemin={0}
        aria-valuemax={Number(hundredths(duration))}
        aria-valuenow={Number(hundredths(time))}
        aria-valuetext={t.clip.secondsSpoken(hundredths(time))}
        onKeyDown={(event) => onKey(event, player)}
      />
    </div>
  );
}
