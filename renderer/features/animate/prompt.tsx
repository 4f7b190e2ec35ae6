import type { ReactElement } from 'react';
import { fieldOf } from '../../../preload/contract/model.ts';
import { usePrompt } from '../../state/batch.ts';
import { useWorld } from '../../state/core.ts';
import { modelOf, useDraft } from '../../state/draft.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { typeInto } from '../../ui/type-into.ts';
import { BatchBar } from './batch/batch-bar.tsx';
import { BatchButton } from './batch/batch-button.tsx';
import { ClearPrompt } from './clear-prompt.tsx';
import { lengthNote } from './length-note.ts';
import { PresetsButton } from './presets/presets-button.tsx';
import s from './prompt.module.css';
import { PromptText } from './prompt-text.tsx';
import { RecentPrompts } from './recent.tsx';

/** Adds words to the end of the prompt, as their own sentence part; pressed again, there is nothing to add. */
function addChip(words: string, chip: HTMLElement): void {
  const field = document.getElementById('prompt');
  if (!(field instanceof HTMLTextAreaElement)) return;
  const now = field.value.trimEnd();
  if (now.toLowerCase().includes(words.toLowerCase())) return;
  const part =
    now === ''
      ? words
      : /[.,;:!?]$/.test(now)
        ? ` ${words}`
        : `, ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  typeInto(field, now.length, field.value.length, part);
  chip.focus();
}

/** The words that say how the pictures move. */
export function Prompt(): ReactElement {
  const models = useWorld((world) => world.models);
  const modelId = useDraft((draft) => draft.modelId);
  const prompt = usePrompt();
  const model = modelOf(models, modelId);
  const kind = model && fieldOf(model, 'prompt')?.kind;
  const note = kind?.type === 'text' ? lengthNote(prompt.length, kind) : null;
  return (
    <section className={cx(sh['panel'], s['prompt'])} aria-label={t.animate.prompt}>
      <BatchBar />
      <label className={sh['sr']} htmlFor="prompt">
        {t.animate.promptLabel}
      </label>
      <PromptText model={model} maxLength={kind?.type === 'text' ? kind.maxLength : undefined} />
      <div className={s['row']}>
        <div className={s['chips']}>
          {t.animate.chips.map((chip) => (
            <button
              key={chip}
              type="button"
              className={s['chip']}
              title={t.animate.chipTitle(chip)}
              onClick={(event) => addChip(chip, event.currentTarget)}
            >
              {chip}
            </button>
          ))}
        </div>
        {note && (
          <span className={cx(sh['hint'], s['count'])} data-full={note.full} role="status">
            {note.words}
          </span>
        )}
        <ClearPrompt />
        <BatchButton />
        <PresetsButton />
        <RecentPrompts />
      </div>
    </section>
  );
}
