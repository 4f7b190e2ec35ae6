import { TriangleAlert, Unplug } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { usePresence } from '../../state/folders.ts';
import { folders as en } from '../../text/en-folders.ts';
import { Button, type ButtonProps } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { RunAgain } from '../clip/again/run-again-button.tsx';
import { stemOf } from '../tools/names.ts';
import { subjectOf } from './cull/use-cull-keys.ts';
import { trashClips } from './cull/verdict.ts';
import { locate } from './locate.ts';
import s from './missing.module.css';

interface Props {
  readonly clip: ClipView;
}

function Locate({ clip, ...looks }: Props & Pick<ButtonProps, 'small' | 'look'>): ReactElement {
  const [busy, setBusy] = useState(false);
  return (
    <Button
      {...looks}
      working={busy}
      aria-label={en.locateNamed(clip.name)}
      onClick={() => {
        setBusy(true);
        void locate(clip).finally(() => setBusy(false));
      }}
    >
      {en.locate}
    </Button>
  );
}

/** What a tile shows in place of a picture when the clip's file cannot be reached. */
export function MissingTile({ clip }: Props): ReactElement {
  const away = usePresence(clip) === 'away';
  return (
    <div className={s['tile']}>
      <Icon of={away ? Unplug : TriangleAlert} />
      <span className={s['name']} title={clip.name}>
        {stemOf(clip)}
      </span>
      {away ? en.away : en.missing}
      {!away && <Locate clip={clip} small />}
    </div>
  );
}

/** What can be done about a clip whose file is missing; nothing but waiting where its disk is not connected. */
export function MissingActions({ clip }: Props): ReactElement | null {
  if (usePresence(clip) === 'away') return null;
  return (
    <div className={s['actions']}>
      <Locate clip={clip} />
      <RunAgain clip={clip} />
      <Button look="danger" onClick={() => trashClips(subjectOf(clip))}>
        {en.remove}
      </Button>
    </div>
  );
}

/** What a stage shows in place of the player when the clip's file cannot be reached. */
export function MissingStage({ clip }: Props): ReactElement {
  const away = usePresence(clip) === 'away';
  return (
    <div className={s['stage']} role="status">
      <Icon of={away ? Unplug : TriangleAlert} />
      <b>{away ? en.away : en.missing}</b>
      <span>{away ? en.awayBody : en.missingBody}</span>
      <MissingActions clip={clip} />
    </div>
  );
}
