import { Maximize, Pause, Play, Repeat, StepBack, StepForward, Volume2, VolumeX } from 'lucide-react';
import type { ReactElement } from 'react';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { hundredths } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { Tip } from '../../ui/tooltip.tsx';
import s from './clip.module.css';
import { FRAME, type Player } from './player.ts';
import { SeekBar } from './seek-bar.tsx';
import { Speed } from './speed.tsx';

interface Props {
  readonly src: string;
  readonly player: Player;
  readonly onFullscreen: () => void;
}

/** Transport and filmstrip. */
export function Deck({ src, player, onFullscreen }: Props): ReactElement {
  const { playing, loop, muted } = player;
  const playWords = playing ? t.clip.pause : t.clip.play;
  return (
    <section className={cx(sh['panel'], s['deck'])} aria-label={t.clip.player}>
      <div className={s['transport']}>
        <div>
          <p className={s['clock']} role="timer" aria-label={t.clip.time} aria-live="off">
            {hundredths(player.time)} <span>{t.clip.of(hundredths(player.duration))}</span>
          </p>
        </div>
        <div>
          <Tip words={t.clip.loop} combo="shift+l">
            <Button
              icon
              look="ghost"
              aria-pressed={loop}
              aria-label={t.clip.loop}
              onClick={() => player.setLoop(!loop)}
            >
              <Icon of={Repeat} />
            </Button>
          </Tip>
          <Tip words={t.clip.frameBack} combo="ArrowLeft">
            <Button icon look="ghost" aria-label={t.clip.frameBack} onClick={() => player.step(-FRAME)}>
              <Icon of={StepBack} />
            </Button>
          </Tip>
          <Tip words={playWords} combo="Space">
            <button type="button" className={s['play']} aria-label={playWords} onClick={player.toggle}>
              <Icon of={playing ? Pause : Play} size={20} solid />
            </button>
          </Tip>
          <Tip words={t.clip.frameForward} combo="ArrowRight">
            <Button icon look="ghost" aria-label={t.clip.frameForward} onClick={() => player.step(FRAME)}>
              <Icon of={StepForward} />
            </Button>
          </Tip>
          <Speed player={player} />
        </div>
        <div>
          <Tip words={t.clip.mute} combo="m">
            <Button
              icon
              look="ghost"
              aria-pressed={muted}
              aria-label={t.clip.mute}
              onClick={() => player.setMuted(!muted)}
            >
              <Icon of={muted ? VolumeX : Volume2} />
            </Button>
          </Tip>
          <Tip words={t.clip.fullscreen} combo="f">
            <Button icon look="ghost" aria-label={t.clip.fullscreen} onClick={onFullscreen}>
              <Icon of={Maximize} />
            </Button>
          </Tip>
        </div>
      </div>
      <SeekBar src={src} player={player} />
    </section>
  );
}
