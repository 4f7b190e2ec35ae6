import { Ellipsis } from 'lucide-react';
import { lazy, type ReactElement, Suspense } from 'react';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { useWorld } from '../../../state/core.ts';
import { clip as en } from '../../../text/en-clip.ts';
import { Icon } from '../../../ui/icon.tsx';
import { MenuItem, MenuLine, MenuPopup } from '../../../ui/menu-popup.tsx';
import { PopupButton } from '../../../ui/popup-button.tsx';
import { useFrameAsStart as takeStartFrame } from '../../tools/actions.ts';
import { trash } from '../actions.ts';
import { recipeToAnimate } from '../again/to-form.ts';
import { openVary, useVary } from '../again/vary.ts';
import type { Player } from '../player/use-transport.ts';

const VaryDialog = lazy(async () => ({ default: (await import('../again/vary-dialog.tsx')).VaryDialog }));

interface Props {
  readonly clip: ClipView;
  /** Null: the file is not there. */
  readonly player: Player | null;
}

/** What is done more rarely. */
export function MoreActions({ clip, player }: Props): ReactElement {
  const platform = useWorld((world) => world.platform);
  const varying = useVary((vary) => vary.clip?.id === clip.id);
  const playable = player && !player.failed ? player : null;
  const isMade = clip.made === 'import' || clip.made === 'join';
  return (
    <>
      <PopupButton
        kind="menu"
        small
        icon
        look="ghost"
        aria-label={en.more}
        title={en.more}
        popup={({ open, onOpenChange, anchor }) => (
          <MenuPopup open={open} onOpenChange={onOpenChange} anchor={() => anchor.current} align="end">
            {!isMade && (
              <>
                <MenuItem run={() => openVary(clip)}>
                  <span>{en.vary}</span>
                </MenuItem>
                <MenuItem run={() => void recipeToAnimate(clip)}>
                  <span>{en.toForm}</span>
                </MenuItem>
              </>
            )}
            {playable && (
              <MenuItem run={() => void takeStartFrame(clip, playable.transport.state.time)}>
                <span>{en.startFromThis}</span>
              </MenuItem>
            )}
            {(!isMade || playable) && <MenuLine />}
            <MenuItem run={() => void trash(clip)}>
              <span>{en.trash[platform]}</span>
            </MenuItem>
          </MenuPopup>
        )}
      >
        <Icon of={Ellipsis} />
      </PopupButton>
      <Suspense>{varying && <VaryDialog />}</Suspense>
    </>
  );
}
