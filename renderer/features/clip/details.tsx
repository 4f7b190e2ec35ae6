import { Copy, Folder, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { useWorld } from '../../state/core.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { copyPrompt, reveal, trash } from './actions.ts';
import { RunAgain } from './again/run-again-button.tsx';
import s from './clip.module.css';
import { Facts } from './facts.tsx';

/** Everything that made the clip, and what can be done with its file. */
export function Details({ clip }: { readonly clip: ClipView }): ReactElement {
  const platform = useWorld((world) => world.platform);
  const [source] = clip.sourceIds;
  return (
    <aside className={cx(sh['panel'], s['side'])} aria-label={t.clip.details}>
      <div className={s['about']}>
        <h1 title={clip.name}>{clip.name}</h1>
        {clip.prompt !== '' && (
          <div>
            <p className={s['words']}>{clip.prompt}</p>
            <div className={s['copy']}>
              <Button small look="ghost" onClick={() => void copyPrompt(clip)}>
                <Icon of={Copy} size={14} />
                {t.clip.copyPrompt}
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
              <span>{t.clip.source}</span>
            </p>
          </div>
        )}
      </div>
      <div className={s['acts']}>
        <RunAgain clip={clip} />
        <Button onClick={() => void reveal(clip)} aria-disabled={clip.missing}>
          <Icon of={Folder} />
          {t.clip.reveal[platform]}
        </Button>
        <Button look="danger" onClick={() => void trash(clip)}>
          <Icon of={Trash2} />
          {t.clip.trash[platform]}
        </Button>
      </div>
    </aside>
  );
}
