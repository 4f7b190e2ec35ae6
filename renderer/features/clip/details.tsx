import { Copy, Folder, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { useWorld } from '../../state/core.ts';
import sh from '../../style/shared.module.css';
import { clip as en } from '../../text/en-clip.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { copyPrompt, reveal, trash } from './actions.ts';
import { RunAgain } from './again/run-again-button.tsx';
import s from './clip.module.css';
import { Facts } from './facts.tsx';
import type { Player } from './player/use-transport.ts';

/** Everything that made the clip, and what can be done with its file. */
export function Details({
  clip,
}: {
  readonly clip: ClipView;
  /** Null: the file is not there. */
  readonly player: Player | null;
}): ReactElement {
  const platform = useWorld((world) => world.platform);
  const [source] = clip.sourceIds;
  return (
    <aside className={cx(sh['panel'], s['side'])} aria-label={en.details}>
      <div className={s['about']}>
        <h1 title={clip.name}>{clip.name}</h1>
        {clip.prompt !== '' && (
          <div>
            <p className={s['words']}>{clip.prompt}</p>
            <div className={s['copy']}>
              <Button small look="ghost" onClick={() => void copyPrompt(clip)}>
                <Icon of={Copy} size={14} />
                {en.copyPrompt}
              </Button>
            </div>
          </div>
        )}
        <Facts clip={clip} />
        {source !== undefined && (
          <div className={s['source']}>
            <span className={sh['thumb']}>
              <img src={`/media/${source}`} alt="" draggable={false} />
            </span>
            <p>
              {clip.sourceName}
              <span>{en.source}</span>
            </p>
          </div>
        )}
      </div>
      <div className={s['acts']}>
        <RunAgain clip={clip} />
        <Button onClick={() => void reveal(clip)} aria-disabled={clip.missing}>
          <Icon of={Folder} />
          {en.reveal[platform]}
        </Button>
        <Button look="danger" onClick={() => void trash(clip)}>
          <Icon of={Trash2} />
          {en.trash[platform]}
        </Button>
      </div>
    </aside>
  );
}
