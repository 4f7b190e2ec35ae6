import { Download, Upload } from 'lucide-react';
import type { ReactElement } from 'react';
import { ask } from '../../../bridge.ts';
import { usePresets } from '../../../state/presets.ts';
import { t } from '../../../text/en.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { say, sayFailure } from '../../../ui/toasts.ts';
import s from './presets.module.css';

async function importFile(): Promise<void> {
  const answer = await ask('preset.import', {});
  if (!answer.ok) {
    sayFailure(answer.error);
    return;
  }
  const { imported, presets } = answer.value;
  usePresets.setState({ presets });
  if (imported) say({ title: t.presets.imported(imported.added, imported.known), look: 'done' });
}

async function exportFile(): Promise<void> {
  const answer = await ask('preset.export', {});
  if (!answer.ok) sayFailure(answer.error);
  else if (answer.value.saved) say({ title: t.presets.exported, look: 'done' });
}

/** Presets come from a file and go into one. */
export function PresetFiles(): ReactElement {
  const none = usePresets(({ presets }) => !presets || presets.length === 0);
  return (
    <div className={s['files']}>
      <Button small look="ghost" onClick={() => void importFile()}>
        <Icon of={Download} size={14} />
        {t.presets.import}
      </Button>
      {!none && (
        <Button small look="ghost" onClick={() => void exportFile()}>
          <Icon of={Upload} size={14} />
          {t.presets.export}
        </Button>
      )}
    </div>
  );
}
