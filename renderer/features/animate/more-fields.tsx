import { Dices, Lock, LockOpen } from 'lucide-react';
import { type ReactElement, useId } from 'react';
import type { ModelField, ParamValue } from '../../../preload/contract/model.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { hintOf, labelOf } from '../../text/of-model.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import f from '../../ui/field.module.css';
import { Icon } from '../../ui/icon.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Tip } from '../../ui/tooltip.tsx';
import s from './inspector.module.css';
import { lengthNote } from './length-note.ts';

interface FieldProps {
  readonly field: ModelField;
  readonly value: ParamValue | undefined;
  readonly onChange: (key: string, value: ParamValue | undefined) => void;
  /** Whether a seed stays for the next batch; absent where there is no next one. */
  readonly lock?: { readonly on: boolean; readonly onToggle: () => void };
}

function TextField({ field, value, onChange }: FieldProps): ReactElement | null {
  const id = useId();
  if (field.kind.type !== 'text') return null;
  const text = typeof value === 'string' ? value : '';
  const note = lengthNote(text.length, field.kind);
  return (
    <div>
      <div className={f['label']}>
        <label htmlFor={id}>{labelOf(field.key)}</label>
        {note && <span className={sh['hint']}>{note.words}</span>}
      </div>
      <textarea
        className={f['input']}
        id={id}
        rows={2}
        value={text}
        maxLength={field.kind.maxLength}
        placeholder={hintOf(field.key)}
        onChange={(event) => onChange(field.key, event.target.value === '' ? undefined : event.target.value)}
      />
    </div>
  );
}

/** A whole number that may be left out, with a dice for those who do not care which, and a lock that keeps it. */
function IntegerField({ field, value, onChange, lock }: FieldProps): ReactElement | null {
  const id = useId();
  if (field.kind.type !== 'integer') return null;
  const { min, max } = field.kind;
  const roll = (): void => {
    const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
    onChange(field.key, min + (random % (max - min + 1)));
  };
  const type = (text: string): void => {
    const digits = text.replace(/\D/g, '');
    onChange(field.key, digits === '' ? undefined : Math.min(max, Math.max(min, Number(digits))));
  };
  return (
    <div className={s['inline']}>
      <label htmlFor={id}>
        {labelOf(field.key)}
        <span>{hintOf(field.key)}</span>
      </label>
      <input
        className={cx(f['input'], s['seed'])}
        id={id}
        inputMode="numeric"
        placeholder={field.key === 'seed' ? t.animate.placeholders.seed : ''}
        value={typeof value === 'number' ? String(value) : ''}
        onChange={(event) => type(event.target.value)}
      />
      {lock && (
        <Tip words={lock.on ? t.animate.seedLocked : t.animate.seedOpen}>
          <Button
            icon
            look="ghost"
            aria-label={t.animate.lockSeed}
            aria-pressed={lock.on}
            aria-disabled={value === undefined}
            onClick={() => value !== undefined && lock.onToggle()}
          >
            <Icon of={lock.on ? Lock : LockOpen} />
          </Button>
        </Tip>
      )}
      <Tip words={t.animate.newSeed}>
        <Button icon aria-label={t.animate.newSeed} onClick={roll}>
          <Icon of={Dices} />
        </Button>
      </Tip>
    </div>
  );
}

function SwitchField({ field, value, onChange }: FieldProps): ReactElement {
  const id = useId();
  return (
    <div className={s['inline']}>
      <label htmlFor={id}>
        {labelOf(field.key)}
        <span>{hintOf(field.key)}</span>
      </label>
      <Switch id={id} checked={value === true} onChange={(checked) => onChange(field.key, checked)} />
    </div>
  );
}

/** A field under More, drawn by what it carries. */
export function MoreField(props: FieldProps): ReactElement | null {
  switch (props.field.kind.type) {
    case 'text':
      return <TextField {...props} />;
    case 'integer':
      return <IntegerField {...props} />;
    case 'boolean':
      return <SwitchField {...props} />;
    default:
      return null;
  }
}
