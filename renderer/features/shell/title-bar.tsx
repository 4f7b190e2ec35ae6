import { ChevronLeft, ChevronRight, CloudAlert, CloudOff } from 'lucide-react';
import type { ReactElement } from 'react';
import { useWorld } from '../../state/core.ts';
import { useClips } from '../../state/library/clips.ts';
import { useOutline } from '../../state/library/outline.ts';
import { closeClip, closeCompare, goTo, useUi, type View } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { Tip } from '../../ui/tooltip.tsx';
import { holdsClip } from '../animate/references/drag.ts';
import { openNeighbour } from '../clip/neighbour.ts';
import { Activity } from '../queue/activity.tsx';
import s from './title-bar.module.css';

const VIEWS: readonly View[] = ['animate', 'library', 'settings'];

function Views(): ReactElement {
  const view = useUi((ui) => ui.view);
  return (
    <nav className={s['views']} aria-label={t.shell.views}>
      {VIEWS.map((one, at) => (
        <button
          key={one}
          type="button"
          aria-current={one === view ? 'page' : undefined}
          title={t.shell.withKey(t.shell.names[one], String(at + 1))}
          onClick={() => goTo(one)}
          onDragEnter={(event) => one === 'animate' && holdsClip(event.dataTransfer) && goTo(one)}
        >
          {t.shell.names[one]}
        </button>
      ))}
    </nav>
  );
}

/** Place of the open clip in the library, and its neighbours. */
function ClipPlace({ clipId }: { readonly clipId: string }): ReactElement {
  const place = useClips(({ byId }) => byId.get(clipId)?.place);
  const at = useOutline(({ places }) => (place === undefined ? -1 : places.indexOf(place)));
  const total = useOutline(({ places }) => places.length);
  return (
    <>
      {at >= 0 && <span className={s['place']}>{t.clip.place(at + 1, total)}</span>}
      <span className={s['arrows']}>
        <Tip words={t.clip.previous} combo="ArrowUp" side="bottom">
          <Button
            small
            icon
            look="ghost"
            aria-label={t.clip.previous}
            aria-disabled={at <= 0}
            onClick={() => at > 0 && openNeighbour(clipId, -1)}
          >
            <Icon of={ChevronLeft} />
          </Button>
        </Tip>
        <Tip words={t.clip.next} combo="ArrowDown" side="bottom">
          <Button
            small
            icon
            look="ghost"
            aria-label={t.clip.next}
            aria-disabled={at === -1 || at >= total - 1}
            onClick={() => at >= 0 && at < total - 1 && openNeighbour(clipId, 1)}
          >
            <Icon of={ChevronRight} />
          </Button>
        </Tip>
      </span>
    </>
  );
}

/** The title bar: it drags the window and holds the three views. */
export function TitleBar(): ReactElement {
  const platform = useWorld((world) => world.platform);
  const away = useWorld((world) => world.away);
  const view = useUi((ui) => ui.view);
  const clipId = useUi((ui) => ui.clipId);
  const comparing = useUi((ui) => ui.comparing.length > 1);
  const back = comparing && clipId !== null ? t.clip.backToClip : t.clip.back;
  return (
    <header className={cx(s['bar'], platform === 'darwin' && s['mac'])}>
      <div className={s['start']}>
        {(comparing || clipId !== null) && (
          <Tip words={t.clip.backTitle} combo="Escape" side="bottom">
            <Button small look="ghost" onClick={comparing ? closeCompare : closeClip}>
              <Icon of={ChevronLeft} size={14} />
              {back}
            </Button>
          </Tip>
        )}
      </div>
      <Views />
      <div className={s['end']}>
        {away !== null && (
          <span className={sh['pill']} role="status" title={t.shell.away[away].hint}>
            <Icon of={away === 'offline' ? CloudOff : CloudAlert} size={14} />
            {t.shell.away[away].words}
          </span>
        )}
        {clipId !== null && !comparing && <ClipPlace clipId={clipId} />}
        {view !== 'animate' && <Activity />}
      </div>
    </header>
  );
}
