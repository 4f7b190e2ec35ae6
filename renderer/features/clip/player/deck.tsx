import {
  Maximize,
  Minimize,
  Pause,
  Play,
  Repeat,
  StepBack,
  StepForward,
  Volume2,
  VolumeX,
  X,
} from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import sh from '../../../style/shared.module.css';
import { clip as en } from '../../../text/en-clip.ts';
import { hundredths } from '../../../text/format.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Tip } from '../../../ui/tooltip.tsx';
import s from './deck.module.css';
import { SeekBar } from './seek-bar.tsx';
import { Speed } from './speed.tsx';
import type { Player } from './use-transport.ts';

interface Props {
  readonly src: string;
  readonly player: Player;
  readonly full: boolean;
  readonly onFullscreen: () => void;
  /** What can be done with the part between in and out point. */
  readonly trimActions?: ReactNode;
}

/** Transport and filmstrip. */
export function Deck({ src, player, full, onFullscreen, trimActions }: Props): ReactElement {
  const { playing, loop, muted, inPoint, outPoint, transport } = player;
  const trimmed = inPoint !== null || outPoint !== null;
  const { start, end } = transport.range;
  const playWords = playing ? en.pause : en.play;
  const fullWords = full ? en.leaveFullscreen : en.fullscreen;
  return (
    <section className={cx(sh['panel'], s['deck'])} aria-label={en.player}>
      <div className={s['transport']}>
        <div className={s['now']}>
          <p className={s['clock']} role="timer" aria-label={en.time} aria-live="off">
            {hundredths(player.time)} <span>{en.of(hundredths(player.duration))}</span>
          </p>
          {trimmed && (
            <div className={s['trim']}>
              <span title={en.trimFrom(hundredths(start), hundredths(end))} data-part="trim">
                {en.trim(hundredths(end - start))}
              </span>
              <span className={sh['sr']}>{en.trimFrom(hundredths(start), hundredths(end))}</span>
              {trimActions}
              <Tip words={en.clearTrim}>
                <Button icon small look="ghost" aria-label={en.clearTrim} onClick={transport.clearTrim}>
                  <Icon of={X} size={14} />
                </Button>
              </Tip>
            </div>
          )}
        </div>
        <div>
          <Tip words={en.loop} combo="shift+l">
            <Button
              icon
              look="ghost"
              aria-pressed={loop}
              aria-label={en.loop}
              onClick={() => transport.setLoop(!loop)}
            >
              <Icon of={Repeat} />
            </Button>
          </Tip>
          <Tip words={en.frameBack} combo="ArrowLeft">
            <Button icon look="ghost" aria-label={en.frameBack} onClick={() => transport.stepFrames(-1)}>
              <Icon of={StepBack} />
            </Button>
          </Tip>
          <Tip words={playWords} combo="Space">
            <button type="button" className={s['play']} aria-label={playWords} onClick={transport.toggle}>
              <Icon of={playing ? Pause : Play} size={20} solid />
            </button>
          </Tip>
          <Tip words={en.frameForward} combo="ArrowRight">
            <Button icon look="ghost" aria-label={en.frameForward} onClick={() => transport.stepFrames(1)}>
              <Icon of={StepForward} />
            </Button>
          </Tip>
          <Speed player={player} />
        </div>
        <div>
          <Tip words={en.mute} combo="m">
            <Button
              icon
              look="ghost"
              aria-pressed={muted}
              aria-label={en.mute}
              onClick={() => transport.setMuted(!muted)}
            >
              <Icon of={muted ? VolumeX : Volume2} />
            </Button>
          </Tip>
          <Tip words={fullWords} combo="f">
            <Button icon look="ghost" aria-label={fullWords} onClick={onFullscreen}>
              <Icon of={full ? Minimize : Maximize} />
            </Button>
          </Tip>
        </div>
      </div>
      <SeekBar src={src} player={player} />
    </section>
  );
}
