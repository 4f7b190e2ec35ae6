import { type ReactElement, useEffect } from 'react';
import { loadPresets } from '../../../state/presets.ts';
import { t } from '../../../text/en.ts';
import { PanelPopup } from '../../../ui/panel-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import { PresetFiles } from './preset-files.tsx';
import { PresetList } from './preset-list.tsx';
import { SavePreset } from './save-preset.tsx';

/** Saved presets, the form as another one, and files of them. */
export function PresetsPanel(props: PopupProps): ReactElement {
  const { open, onOpenChange } = props;
  useEffect(() => {
    if (open) void loadPresets();
  }, [open]);
  return (
    <PanelPopup {...props} title={t.presets.button}>
      <PresetList onApplied={() => onOpenChange(false)} />
      <SavePreset />
      <PresetFiles />
    </PanelPopup>
  );
}
