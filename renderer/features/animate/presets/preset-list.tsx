import { Pencil, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useState } from 'react';
import type { PresetView } from '../../../../preload/contract/schemas/form.ts';
import { applyPreset, partOf, putPreset, removePreset, usePresets } from '../../../state/presets.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { Button } from '../../../ui/button.tsx';
import f from '../../../ui/field.module.css';
import { Icon } from '../../../ui/icon.tsx';
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

/** Another name for a preset: Enter keeps it, Escape does not. */
function Rename({
  preset,
  onEnd,
}: {
  readonly preset: PresetView;
  readonly onEnd: () => void;
}): ReactElement {
  const [name, setName] = useState(preset.name);
  const end = (): void => {
    const next = name.trim();
    if (next !== '' && next !== preset.name) void putPreset({ ...preset, name: next });
    onEnd();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') end();
    else if (event.key === 'Escape') onEnd();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      className={f['input']}
      aria-label={t.presets.newName(preset.name)}
      value={name}
      maxLength={100}
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
      autoFocus
      onChange={(event) => setName(event.target.value)}
      onKeyDown={onKey}
      onBlur={end}
    />
  );
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
            <Rename preset={preset} onEnd={() => setRenaming(null)} />
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
