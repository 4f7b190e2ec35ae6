import { Copy, GripVertical } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import sh from '../../../style/shared.module.css';
import { clip as en } from '../../../text/en-clip.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Tip } from '../../../ui/tooltip.tsx';
import { Rating } from '../../library/cull/rating.tsx';
import { TagEditor } from '../../library/cull/tag-editor.tsx';
import { VerdictButtons } from '../../library/cull/verdict-buttons.tsx';
import { dragOut } from '../../tools/actions.ts';
import { copyPrompt } from '../actions.ts';
import { useRecipe } from '../again/recipe.ts';
import type { Player } from '../player/use-transport.ts';
import { Acts } from './acts.tsx';
import s from './details.module.css';
import { Facts } from './facts.tsx';
import { Inputs } from './inputs.tsx';
import { LineageView, useLineage } from './lineage.tsx';
import { MoreActions } from './more-actions.tsx';

interface Props {
  readonly clip: ClipView;
  /** Null: the file is not there. */
  readonly player: Player | null;
}

function Head({ clip, player }: Props): ReactElement {
  return (
    <header className={s['head']}>
      {!clip.missing && (
        <Tip words={en.dragOut}>
          {/* What it does by mouse, Export and Show in folder do by key. */}
          <span
            className={s['grip']}
            draggable
            aria-hidden="true"
            data-part="drag-out"
            onDragStart={(event) => {
              event.preventDefault();
              void dragOut([clip]);
            }}
          >
            <Icon of={GripVertical} />
          </span>
        </Tip>
      )}
      <h1 title={clip.name}>{clip.name.slice(clip.name.lastIndexOf('/') + 1)}</h1>
      <VerdictButtons clip={clip} />
      <MoreActions clip={clip} player={player} />
    </header>
  );
}

/** Everything that made the clip, what is said of it, and what can be done with it. */
export function Details({ clip, player }: Props): ReactElement {
  const recipe = useRecipe(clip.id);
  const lineage = useLineage(clip.id);
  const view = recipe?.ok ? recipe.value : null;
  return (
    <aside className={cx(sh['panel'], s['side'])} aria-label={en.details}>
      <div className={cx(sh['fades'], s['about'])}>
        <Head clip={clip} player={player} />
        <div>
          {clip.prompt !== '' && <p className={s['words']}>{clip.prompt}</p>}
          <div className={s['said']}>
            <TagEditor clip={clip} />
          </div>
          <div className={s['row']}>
            <Rating clip={clip} />
            {clip.prompt !== '' && (
              <Button small look="ghost" onClick={() => void copyPrompt(clip)}>
                <Icon of={Copy} size={14} />
                {en.copyPrompt}
              </Button>
            )}
          </div>
        </div>
        <Facts clip={clip} recipe={view} />
        {view && <Inputs recipe={view} />}
        <LineageView clip={clip} lineage={lineage} />
      </div>
      <Acts clip={clip} player={player} />
    </aside>
  );
}
