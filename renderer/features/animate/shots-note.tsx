import type { ReactElement } from 'react';
import { fieldOf, type Model, type Params, type ParamValue } from '../../../preload/contract/model.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import s from './inspector.module.css';

interface Props {
  readonly model: Model;
  readonly params: Params;
  readonly onChange: (key: string, value: ParamValue | undefined) => void;
}

/** Several shots come out of the service's own prompt: said, with the way to it, where that is turned off. */
export function ShotsNote({ model, params, onChange }: Props): ReactElement | null {
  const expansion = fieldOf(model, 'enable_prompt_expansion');
  if (!expansion || params['shot_type'] !== 'multi' || params[expansion.key] === true) return null;
  return (
    <p className={s['needs']} role="status">
      {t.references.multiNeeds}
      <Button small onClick={() => onChange(expansion.key, true)}>
        {t.references.turnOn}
      </Button>
    </p>
  );
}
