import type { ReactElement } from 'react';
import type { PresetView } from '../../../../preload/contract/schemas/form.ts';
import { applyPreset, partOf, putPreset, removePreset, usePresets } from '../../../state/presets.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { NamedList } from '../../../ui/named-list.tsx';
import { say } from '../../../ui/toasts.ts';

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
  if (!presets) return null;
  if (presets.length === 0) return <p className={sh['hint']}>{t.presets.none}</p>;
  return (
    <NamedList
      label={t.presets.button}
      things={presets}
      words={t.presets}
      maxLength={100}
      note={(preset) => t.presets.parts[partOf(preset)]}
      hint={({ prompt }) => prompt ?? undefined}
      onPick={(preset) => apply(preset) && onApplied()}
      onRename={(preset, name) => void putPreset({ ...preset, name })}
      onRemove={(preset) => void remove(preset)}
    />
  );
}
