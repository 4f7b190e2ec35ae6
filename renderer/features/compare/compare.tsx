import { type ReactElement, useEffect, useId, useMemo, useState } from 'react';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { closeCompare, openClip, useUi } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { compare as en } from '../../text/en-compare.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { useKeys } from '../../ui/keys.ts';
import { Segment } from '../../ui/segment.tsx';
import { Deck } from '../clip/player/deck.tsx';
import { useFullScreen } from '../clip/player/full-screen.ts';
import { transportKeys } from '../clip/player/keys.ts';
import { usePlayer } from '../clip/player/use-transport.ts';
import st from '../clip/stage.module.css';
import { Rating } from '../library/cull/rating.tsx';
import { TagEditor } from '../library/cull/tag-editor.tsx';
import { subjectOf, useCullKeys } from '../library/cull/use-cull-keys.ts';
import { VerdictButtons } from '../library/cull/verdict-buttons.tsx';
import s from './compare.module.css';
import type { Compared } from './differences.ts';
import { letterOf } from './letters.ts';
import { type Layout, Stage } from './stage.tsx';
import { Differences } from './table.tsx';
import { useCompared } from './use-compared.ts';

interface FocusProps {
  readonly clips: readonly ClipView[];
  readonly focused: number;
  readonly onFocus: (at: number) => void;
}

/** The clip that is heard and that the keys are about. */
function Focused({ clips, focused, onFocus }: FocusProps): ReactElement | null {
  const id = useId();
  const clip = clips[focused];
  if (!clip) return null;
  return (
    <div className={s['about']}>
      <header>
        <span id={id} className={sh['sr']}>
          {en.heard}
        </span>
        <Segment
          choices={clips.map((_, at) => ({ value: letterOf(at), label: letterOf(at) }))}
          value={letterOf(focused)}
          onChange={(letter) => onFocus(letter.charCodeAt(0) - 65)}
          labelledBy={id}
        />
        <VerdictButtons clip={clip} />
      </header>
      <h1 title={clip.name}>{clip.name}</h1>
      <div className={s['said']}>
        <TagEditor clip={clip} />
        <Rating clip={clip} />
      </div>
    </div>
  );
}

function Comparing({ compared }: { readonly compared: readonly Compared[] }): ReactElement {
  const id = useId();
  const ids = compared.map(({ clip }) => clip.id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same clips with other words are the same comparison
  const clips = useMemo(() => compared.map(({ clip }) => clip), [ids]);
  const fresh = compared.map(({ clip }) => clip);
  // The longest one leads: the others wait for its end on their last frames.
  const leader = clips.reduce(
    (best, clip, at) => (clip.seconds > (clips[best]?.seconds ?? 0) ? at : best),
    0,
  );
  const [focused, setFocused] = useState(0);
  const [wanted, setLayout] = useState<Layout>('wipe');
  const layout = clips.length === 2 ? wanted : 'side';
  const screen = useFullScreen();
  const leading = fresh[leader] ?? fresh[0];
  if (!leading) throw new Error('nothing to compare');
  const player = usePlayer(leading);
  const { transport } = player;
  const clip = fresh[Math.min(focused, fresh.length - 1)];
  const step = (by: number): void => setFocused((focused + by + clips.length) % clips.length);
  const takeOut = (): void => {
    const left = clips.filter((_, at) => at !== focused).map((one) => one.id);
    setFocused(0);
    useUi.setState({ comparing: left });
  };
  useKeys({
    ...transportKeys(transport),
    f: screen.toggle,
    w: () => setLayout(layout === 'wipe' ? 'side' : 'wipe'),
    ArrowUp: () => step(-1),
    ArrowDown: () => step(1),
    Enter: () => clip && openClip(clip.id),
    Escape: () => {
      if (!document.fullscreenElement) closeCompare();
    },
  });
  useCullKeys(() =>
    clip ? { subject: subjectOf(clip), anchor: () => document.querySelector('[data-add-tag]') } : null,
  );
  return (
    <div
      className={cx(st['view'], screen.full && st['full'], screen.idle && st['idle'])}
      data-view="compare"
      tabIndex={-1}
    >
      <Stage
        clips={clips}
        player={player}
        leader={leader}
        layout={layout}
        focused={focused}
        onFocus={setFocused}
      />
      <Deck src={`/media/${leading.id}`} player={player} full={screen.full} onFullscreen={screen.toggle} />
      <aside className={cx(sh['panel'], s['side'])} aria-label={en.view}>
        <div className={cx(sh['fades'], s['scroll'])}>
          <Focused clips={fresh} focused={focused} onFocus={setFocused} />
          <Differences compared={compared} />
        </div>
        <footer className={s['acts']}>
          {clips.length === 2 && (
            <div>
              <span id={id} className={sh['sr']}>
                {en.layout}
              </span>
              <Segment
                choices={(['wipe', 'side'] as const).map((value) => ({ value, label: en.layouts[value] }))}
                value={layout}
                onChange={setLayout}
                labelledBy={id}
              />
            </div>
          )}
          {clips.length > 2 && <Button onClick={takeOut}>{en.takeOut}</Button>}
          <Button onClick={() => clip && openClip(clip.id)}>{en.openIt}</Button>
        </footer>
      </aside>
    </div>
  );
}

/** Two to four clips in step, with what their recipes do not have in common. */
export function CompareView(): ReactElement | null {
  const compared = useCompared();
  const tooFew = compared !== null && compared.length < 2;
  useEffect(() => {
    if (tooFew) closeCompare();
  }, [tooFew]);
  const isThere = compared !== null;
  useEffect(() => {
    if (isThere) document.querySelector<HTMLElement>('[data-view="compare"]')?.focus({ preventScroll: true });
  }, [isThere]);
  return compared === null || tooFew ? null : (
    <Comparing key={compared.map(({ clip }) => clip.id).join(' ')} compared={compared} />
  );
}
