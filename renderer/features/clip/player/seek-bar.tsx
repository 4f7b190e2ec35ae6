import type { CSSProperties, KeyboardEvent, PointerEvent, ReactElement } from 'react';
import { t } from '../../../text/en.ts';
import { clip as en } from '../../../text/en-clip.ts';
import { hundredths } from '../../../text/format.ts';
import { cx } from '../../../ui/cx.ts';
import s from './deck.module.css';
import { useFilmstrip } from './filmstrip.ts';
import { endOf, frameAt, startOf } from './frames.ts';
import type { Player } from './use-transport.ts';

/** Whole seconds under which the ruler carries a figure, at most eleven of them. */
function marks(duration: number): readonly number[] {
  const every = Math.max(1, Math.ceil(duration / 10));
  const all = Array.from({ length: Math.floor(duration / every) + 1 }, (_, at) => at * every);
  return all.filter((second) => second <= duration + 0.01);
}

/** To hundredths. */
const round = (seconds: number): number => Math.round(seconds * 100) / 100;

interface HandleProps {
  readonly name: string;
  readonly className: string;
  readonly player: Player;
  /** Where it stands, in seconds. */
  readonly at: number;
  /** Moves it to a second of the clip. */
  readonly move: (seconds: number) => void;
  /** Moves it by frames. */
  readonly step: (frames: number) => void;
}

/** The second under the pointer. */
function secondAt({ clientX, currentTarget }: PointerEvent<HTMLElement>, duration: number): number {
  const bar = currentTarget.closest<HTMLElement>('[data-part="time"]') ?? currentTarget;
  const area = bar.getBoundingClientRect();
  return Math.min(duration, Math.max(0, ((clientX - area.left) / area.width) * duration));
}

/** Something on the strip that has a moment: dragged, or moved with the arrow keys. */
function Handle({ name, className, player, at, move, step }: HandleProps): ReactElement {
  const { duration } = player;
  const share = duration > 0 ? Math.min(1, Math.max(0, at / duration)) : 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => (event.shiftKey ? move(at - 1) : step(-1)),
      ArrowDown: () => (event.shiftKey ? move(at - 1) : step(-1)),
      ArrowRight: () => (event.shiftKey ? move(at + 1) : step(1)),
      ArrowUp: () => (event.shiftKey ? move(at + 1) : step(1)),
      PageDown: () => move(at - 1),
      PageUp: () => move(at + 1),
      Home: () => move(0),
      End: () => move(duration),
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <span
      className={className}
      style={{ '--at': `${share * 100}%` } as CSSProperties}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={round(duration)}
      aria-valuenow={round(at)}
      aria-valuetext={en.secondsSpoken(hundredths(at))}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) move(secondAt(event, duration));
      }}
    />
  );
}

/**
 * The clip as a strip of its own frames, with the playhead and the in and out point over it. Drag anywhere on it, or
 * use the arrow keys.
 */
export function SeekBar({ src, player }: { readonly src: string; readonly player: Player }): ReactElement {
  const film = useFilmstrip(src);
  const { duration, time, inPoint, outPoint, transport } = player;
  const { start, end } = transport.range;
  const trimmed = inPoint !== null || outPoint !== null;
  const last = marks(duration).at(-1);
  const percent = (seconds: number): string => `${duration > 0 ? (seconds / duration) * 100 : 0}%`;
  const { frames } = transport;
  return (
    <div
      className={s['time']}
      data-part="time"
      style={{ '--in': percent(start), '--out': percent(end) } as CSSProperties}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        transport.seek(secondAt(event, duration));
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) transport.seek(secondAt(event, duration));
      }}
    >
      <div className={s['ruler']} aria-hidden="true">
        {marks(duration).map((second) => (
          <i key={second} style={{ '--x': percent(second) } as CSSProperties}>
            {second === last ? t.library.seconds(second) : second}
          </i>
        ))}
      </div>
      <div aria-hidden="true">
        <canvas className={s['film']} ref={film} />
        {trimmed && (
          <>
            <span className={cx(s['shade'], s['before'])} />
            <span className={cx(s['shade'], s['after'])} />
          </>
        )}
        <span className={cx(s['frame'], trimmed && s['trimmed'])} />
      </div>
      <Handle
        name={en.inPoint}
        className={cx(s['handle'], s['in'], trimmed && s['trimmed'])}
        player={player}
        at={start}
        move={transport.moveIn}
        step={(by) => transport.moveIn(startOf(frames, frameAt(frames, start) + by))}
      />
      <Handle
        name={en.outPoint}
        className={cx(s['handle'], s['out'], trimmed && s['trimmed'])}
        player={player}
        at={end}
        move={transport.moveOut}
        step={(by) => transport.moveOut(endOf(frames, transport.lastFrame + by))}
      />
      <Handle
        name={en.playhead}
        className={cx(s['head'])}
        player={player}
        at={time}
        move={transport.seek}
        step={transport.stepFrames}
      />
    </div>
  );
}
