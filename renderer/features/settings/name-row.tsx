import { type ReactElement, useId, useRef } from 'react';
import {
  DEFAULT_NAME,
  MAX_NAME_TEMPLATE,
  NAME_TOKENS,
  nthName,
  oddInTemplate,
  planName,
} from '../../../preload/contract/clip-name.ts';
import { useWorld } from '../../state/core.ts';
import sh from '../../style/shared.module.css';
import { folders as en } from '../../text/en-folders.ts';
import { Button } from '../../ui/button.tsx';
import f from '../../ui/field.module.css';
import { useDraftText } from '../../ui/use-draft-text.ts';
import s from './settings.module.css';
import { updateSettings } from './update.ts';

/** What new clips are called, with an example that follows every key. */
export function NameRow(): ReactElement {
  const stored = useWorld((world) => world.settings.nameTemplate);
  const modelId = useWorld((world) => world.models[0]?.id ?? '');
  const { text, isNew, type, keep, onKey } = useDraftText(stored);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const apply = (template: string): void => {
    const next = template.trim() === '' ? DEFAULT_NAME : template.trim();
    if (oddInTemplate(next) === null) keep(next, updateSettings({ nameTemplate: next }));
    else type(next);
  };
  const insert = (token: string): void => {
    const field = input.current;
    const [from, to] = [field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length];
    apply(`${text.slice(0, from)}{${token}}${text.slice(to)}`.slice(0, MAX_NAME_TEMPLATE));
    field?.focus();
  };
  const odd = oddInTemplate(text);
  const plan = planName(text, { ...en.nameSample, modelId, createdAt: Date.now() });
  return (
    <div className={s['stack']}>
      <div className={s['stackLabel']}>
        <label htmlFor={id}>{en.nameLabel}</label>
        <output className={sh['hint']} htmlFor={id}>
          {odd === null && en.nameExample(nthName(plan, 1))}
        </output>
      </div>
      <input
        ref={input}
        id={id}
        className={f['input']}
        spellCheck={false}
        maxLength={MAX_NAME_TEMPLATE}
        placeholder={DEFAULT_NAME}
        value={text}
        aria-invalid={odd !== null}
        aria-describedby={odd === null ? undefined : `${id}-odd`}
        onChange={(event) => type(event.target.value)}
        onBlur={() => isNew && apply(text)}
        onKeyDown={(event) => onKey(event, () => isNew && apply(text))}
      />
      {odd !== null && (
        <p className={f['error']} id={`${id}-odd`}>
          {en.nameOdd(odd)}
        </p>
      )}
      <fieldset className={s['tokens']} aria-label={en.nameTokens}>
        {NAME_TOKENS.map((token) => (
          <Button
            key={token}
            small
            look="ghost"
            title={en.nameToken[token]}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => insert(token)}
          >
            {`{${token}}`}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
