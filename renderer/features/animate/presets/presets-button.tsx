import { Bookmark } from 'lucide-react';
import { lazy, type ReactElement } from 'react';
import { t } from '../../../text/en.ts';
import { Icon } from '../../../ui/icon.tsx';
import { PopupButton } from '../../../ui/popup-button.tsx';
import b from '../batch/batch.module.css';

const PresetsPanel = lazy(async () => ({ default: (await import('./presets-panel.tsx')).PresetsPanel }));

/** Opens what was saved to be used again. */
export function PresetsButton(): ReactElement {
  return (
    <PopupButton
      kind="dialog"
      small
      look="ghost"
      title={t.presets.title}
      popup={(props) => <PresetsPanel {...props} />}
    >
      <Icon of={Bookmark} size={14} />
      <span className={b['words']}>{t.presets.button}</span>
    </PopupButton>
  );
}
