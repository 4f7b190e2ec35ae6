import { Popover } from '@base-ui/react/popover';
import { Bookmark } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { loadPresets } from '../../../state/presets.ts';
import { t } from '../../../text/en.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import b from '../batch/batch.module.css';
import { PresetFiles } from './preset-files.tsx';
import { PresetList } from './preset-list.tsx';
import { SavePreset } from './save-preset.tsx';

/** What was saved to be used again, and the form as another preset. */
export function PresetsButton(): ReactElement {
  const [open, setOpen] = useState(false);
  const change = (next: boolean): void => {
    setOpen(next);
    if (next) void loadPresets();
  };
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger render={<Button small look="ghost" title={t.presets.title} />}>
        <Icon of={Bookmark} size={14} />
        <span className={b['words']}>{t.presets.button}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner
          className={b['positioner']}
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={12}
        >
          <Popover.Popup className={b['popup']}>
            <Popover.Title className={b['title']}>{t.presets.button}</Popover.Title>
            <div className={b['panel']}>
              <PresetList onApplied={() => setOpen(false)} />
              <SavePreset />
              <PresetFiles />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
