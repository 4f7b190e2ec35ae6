import { type ReactElement, useId } from 'react';
import { fieldOf, type Model, type Params } from '../../../preload/contract/model.ts';
import { promptOf } from '../../state/draft.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import f from '../../ui/field.module.css';

interface Props {
  readonly model: Model;
  readonly params: Params;
  readonly onChange: (key: string, value: string) => void;
}

/** The words of one clip in a dialog. */
export function PromptField({ model, params, onChange }: Props): ReactElement {
  const id = useId();
  const kind = fieldOf(model, 'prompt')?.kind;
  return (
    <>
      <label className={sh['sr']} htmlFor={id}>
        {t.animate.prompt}
      </label>
      <textarea
        className={f['input']}
        id={id}
        rows={4}
        placeholder={t.animate.promptPlaceholder}
        value={promptOf(params)}
        maxLength={kind?.type === 'text' ? kind.maxLength : undefined}
        onChange={(event) => onChange('prompt', event.target.value)}
      />
    </>
  );
}
