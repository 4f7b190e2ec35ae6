import { Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { PresetView } from '../../../../preload/contract/schemas/form.ts';
import { applyPreset, partOf, putPreset, removePreset, usePresets } from '../../../state/presets.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { RenameField } from '../../../ui/rename-field.tsx';
import { say } from '../../../ui/toasts.ts';
import s from './presets.module.css';

function apply(preset: PresetView): boolean {
  const step = applyPreset(preset);
  if (step) say({ title: t.presets.applied(preset.name), undoes: step });
  else say({ title: t.presets.noModel(preset.name), look: 'warning' });
  return step !== null;
}

async function remove({ id, name }: PresetView): Promise<void> {
  const back = await removePreset(id);
  if (back)
    say({ title: t.presets.removed(name), look: 'trash', action: { label: t.animate.undo, run: back } });
}

/** The presets; a press fills the form with one. */
export function PresetList({ onApplied }: { readonly onApplied: () => void }): ReactElement | null {
  const presets = usePresets((state) => state.presets);
  const [renaming, setRenaming] = useState<string | null>(null);
  if (!presets) return null;
  if (presets.length === 0) return <p className={sh['hint']}>{t.presets.none}</p>;
  return (
    <ul className={s['list']} aria-label={t.presets.button}>
      {presets.map((preset) =>
        preset.id === renaming ? (
          <li key={preset.id}>
            <RenameField
              label={t.presets.newName(preset.name)}
              name={preset.name}
              maxLength={100}
              onRename={(name) => void putPreset({ ...preset, name })}
              onEnd={() => setRenaming(null)}
            />
          </li>
        ) : (
          <li key={preset.id}>
            <button
              type="button"
              className={s['preset']}
              title={preset.prompt ?? undefined}
              onClick={() => apply(preset) && onApplied()}
            >
              <span>{preset.name}</span>
              <span className={sh['hint']}>{t.presets.parts[partOf(preset)]}</span>
            </button>
            <Button
              small
              icon
              look="ghost"
              aria-label={t.presets.rename(preset.name)}
              onClick={() => setRenaming(preset.id)}
            >
              <Icon of={Pencil} size={14} />
            </Button>
            <Button
              small
              icon
              look="ghost"
              aria-label={t.presets.remove(preset.name)}
              onClick={() => void remove(preset)}
            >
              <Icon of={Trash2} size={14} />
            </Button>
          </li>
        ),
      )}
    </ul>
  );
}
