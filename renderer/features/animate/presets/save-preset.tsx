import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { usePrompt } from '../../../state/batch.ts';
import { type PresetPart, presetOf, putPreset } from '../../../state/presets.ts';
import { t } from '../../../text/en.ts';
import { Button } from '../../../ui/button.tsx';
import f from '../../../ui/field.module.css';
import { Segment } from '../../../ui/segment.tsx';
import s from './presets.module.css';

const PARTS = (['all', 'prompt', 'settings'] as const).map((value) => ({
  value,
  label: t.presets.parts[value],
}));

/** The form, or a part of it, under a name. */
export function SavePreset(): ReactElement {
  const id = useId();
  const [name, setName] = useState('');
  const [part, setPart] = useState<PresetPart>('all');
  const noWords = usePrompt().trim() === '' && part !== 'settings';
  const cannot = name.trim() === '' || noWords;
  const save = async (): Promise<void> => {
    const preset = cannot ? null : presetOf(name.trim(), part);
    if (preset && (await putPreset(preset))) setName('');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  return (
    <form onSubmit={submit}>
      <div className={f['label']} id={id}>
        {t.presets.save}
      </div>
      <Segment choices={PARTS} value={part} onChange={setPart} labelledBy={id} />
      <div className={s['name']}>
        <input
          className={f['input']}
          aria-label={t.presets.name}
          placeholder={t.presets.name}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" aria-disabled={cannot} title={noWords ? t.presets.noWords : undefined}>
          {t.presets.saveButton}
        </Button>
      </div>
    </form>
  );
}
