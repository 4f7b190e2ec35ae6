import { ArrowRightFromLine, Camera, Columns2, FolderOpen, Share, Undo2 } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { useWorld } from '../../../state/core.ts';
import { t } from '../../../text/en.ts';
import { clip as en } from '../../../text/en-clip.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { useKeys } from '../../../ui/keys.ts';
import { openPicker } from '../../compare/open.ts';
import { openExport, saveFrame, useFrameAsStart as takeStartFrame } from '../../tools/actions.ts';
import { reveal } from '../actions.ts';
import { RunAgain } from '../again/run-again-button.tsx';
import { recipeToAnimate } from '../again/to-form.ts';
import type { Player } from '../player/use-transport.ts';
import s from './details.module.css';

interface Props {
  readonly clip: ClipView;
  readonly player: Player | null;
}

/** What is marked with in and out point; null: the whole clip. */
function markedOf(player: Player): { readonly start: number; readonly end: number } | null {
  return player.inPoint === null && player.outPoint === null ? null : player.transport.range;
}

function End({ children }: { readonly children: ReactNode }): ReactElement {
  return <span className={s['end']}>{children}</span>;
}

/** What can be made of a clip whose file is there; pinned where the shutter always is. */
function FileActs({ clip, player }: { readonly clip: ClipView; readonly player: Player }): ReactElement {
  const platform = useWorld((world) => world.platform);
  const marked = markedOf(player);
  const { start, end } = player.transport.range;
  const length = t.library.seconds(end - start);
  const frame = (): void => void saveFrame(clip, player.transport.state.time);
  const startFrame = (): void =>
    void takeStartFrame(clip, player.outPoint === null ? 'last' : player.transport.lastTime);
  useKeys({
    s: frame,
    'shift+s': startFrame,
    c: () => openPicker(clip),
    r: () => void recipeToAnimate(clip),
    'mod+e': () => openExport([clip], marked),
  });
  return (
    <div className={s['acts']}>
      <RunAgain clip={clip} />
      <Button onClick={() => openPicker(clip)}>
        <Icon of={Columns2} />
        {en.compare}
        <End>
          <Kbd combo="c" />
        </End>
      </Button>
      <Button onClick={frame}>
        <Icon of={Camera} />
        {en.saveFrame}
        <End>
          <Kbd combo="s" />
        </End>
      </Button>
      <Button onClick={() => void reveal(clip)}>
        <Icon of={FolderOpen} />
        {en.reveal[platform]}
      </Button>
      <Button onClick={() => openExport([clip], marked, 'mp4')}>
        <Icon of={Share} />
        {en.exportAs.mp4}
        <End>{length}</End>
      </Button>
      <Button onClick={() => openExport([clip], marked, 'gif')}>
        <Icon of={Share} />
        {en.exportAs.gif}
        <End>{length}</End>
      </Button>
      <button type="button" className={s['shutter']} title={en.fromFrame} onClick={startFrame}>
        <Icon of={ArrowRightFromLine} />
        {player.outPoint === null ? en.startFromLast : en.startFromOut}
        <Kbd combo="shift+s" className={s['key']} />
      </button>
    </div>
  );
}

/** The same where there is nothing to play: its recipe is still here. What is done about a missing file stands on the stage. */
function RecipeActs({ clip, player }: Props): ReactElement {
  const platform = useWorld((world) => world.platform);
  useKeys({ r: () => void recipeToAnimate(clip) });
  return (
    <div className={s['acts']}>
      {player && !player.gone && (
        <>
          <RunAgain clip={clip} />
          <Button onClick={() => void reveal(clip)}>
            <Icon of={FolderOpen} />
            {en.reveal[platform]}
          </Button>
        </>
      )}
      <Button onClick={() => void recipeToAnimate(clip)}>
        <Icon of={Undo2} />
        {en.toForm}
      </Button>
    </div>
  );
}

export function Acts({ clip, player }: Props): ReactElement {
  return player && !player.failed ? (
    <FileActs clip={clip} player={player} />
  ) : (
    <RecipeActs clip={clip} player={player} />
  );
}
