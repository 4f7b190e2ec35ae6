import { AudioLines, Pause, Play } from 'lucide-react';
import { type ReactElement, useRef, useState } from 'react';
import { type Reference, useReferences } from '../../../state/references.ts';
import { t } from '../../../text/en.ts';
import { Icon } from '../../../ui/icon.tsx';
import { say } from '../../../ui/toasts.ts';
import s from './references.module.css';
import { SlotView } from './slot.tsx';

const STEP = 5;
const HEIGHT = 18;

/** How loud the voice is along its length. Where that is not known a plain line of even bars. */
function Wave({ wave }: { readonly wave: readonly number[] | null }): ReactElement {
  const peaks = wave ?? Array.from({ length: 12 }, () => 0.4);
  const bars = peaks.map((peak, at) => {
    const tall = Math.max(2, peak * (HEIGHT - 2));
    return `M${at * STEP + STEP / 2} ${(HEIGHT - tall) / 2}v${tall}`;
  });
  return (
    <svg
      className={s['wave']}
      viewBox={`0 0 ${peaks.length * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={bars.join('')} />
    </svg>
  );
}

/** Plays the voice and stops it. */
function PlayButton({ sourceId }: { readonly sourceId: string }): ReactElement {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const toggle = (): void => {
    if (!audio.current) return;
    if (playing) audio.current.pause();
    else audio.current.play().catch(() => say({ title: t.references.unplayable, look: 'error' }));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a recording of the person's own, of which nothing is known */}
      <audio
        ref={audio}
        src={`/media/${sourceId}`}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
      />
      <button
        type="button"
        className={s['play']}
        aria-label={playing ? t.references.pause : t.references.play}
        onClick={toggle}
      >
        <Icon of={playing ? Pause : Play} size={14} solid />
      </button>
    </>
  );
}

function Filled({ item, seconds }: { readonly item: Reference; readonly seconds: string }): ReactElement {
  return (
    <span className={s['voice']}>
      <Wave wave={item.wave} />
      {t.references.withSeconds(t.references.voice, seconds)}
    </span>
  );
}

/** The one voice: its course, its length, and a button to hear it. */
export function VoiceSlot(): ReactElement {
  const item = useReferences((references) => references.voice);
  const seconds = t.references.seconds(item?.source?.seconds ?? 0);
  const names = {
    empty: t.references.empty.voice,
    filled: t.references.filled.voice(item?.name ?? '', seconds),
  };
  const beside = item?.source && <PlayButton key={item.source.id} sourceId={item.source.id} />;
  return (
    <SlotView slot="voice" item={item} names={names} wants={t.references.wants.voice} beside={beside}>
      {item?.source ? (
        <Filled item={item} seconds={seconds} />
      ) : (
        <>
          <Icon of={AudioLines} />
          {t.references.voice}
        </>
      )}
    </SlotView>
  );
}
