import { Columns2, RectangleHorizontal } from 'lucide-react';
import { type CSSProperties, type ReactElement, type ReactNode, useId } from 'react';
import type { Model, ModelField, ParamValue } from '../../../preload/contract/model.ts';
import { t } from '../../text/en.ts';
import { number } from '../../text/format.ts';
import { hintOf, labelOf, optionOf } from '../../text/of-model.ts';
import { cx } from '../../ui/cx.ts';
import f from '../../ui/field.module.css';
import { Icon } from '../../ui/icon.tsx';
import { Segment } from '../../ui/segment.tsx';
import s from './inspector.module.css';

interface FieldProps {
  readonly model: Model;
  readonly field: ModelField;
  readonly value: ParamValue | undefined;
  readonly onChange: (key: string, value: ParamValue | undefined) => void;
  /** What decides in place of this field, in words: it then takes no change. */
  readonly decided?: string | null;
  /** What stands under the field. */
  readonly note?: ReactNode;
}

/** Ticks that carry their figure: both ends, 5 and 10. */
function isMajor(second: number, min: number, max: number): boolean {
  return second === min || second === max || second % 5 === 0;
}

/** Seconds on a slider with a tick for each. */
function SecondsField({ field, value, onChange }: FieldProps): ReactElement | null {
  const id = useId();
  if (field.kind.type !== 'seconds') return null;
  const { min, max } = field.kind;
  const now = typeof value === 'number' ? value : min;
  const seconds = Array.from({ length: max - min + 1 }, (_, at) => min + at);
  return (
    <div>
      <div className={f['label']}>
        <label htmlFor={id}>{labelOf(field.key)}</label>
        <output htmlFor={id}>{t.animate.seconds(now)}</output>
      </div>
      <input
        className={f['slider']}
        style={{ '--pos': (now - min) / (max - min) } as CSSProperties}
        id={id}
        type="range"
        min={min}
        max={max}
        step={1}
        value={now}
        aria-valuetext={t.animate.secondsSpoken(now)}
        onChange={(event) => onChange(field.key, event.target.valueAsNumber)}
      />
      <div className={f['ticks']} aria-hidden="true">
        {seconds.map((second) => {
          const major = isMajor(second, min, max);
          return (
            <i key={second} className={cx(major && f['major'])}>
              {major && second}
            </i>
          );
        })}
      </div>
    </div>
  );
}

const SHAPE = /^(\d+):(\d+)$/;
const BOX = 26;

/** A drawn rectangle of a ratio such as `16:9`, all of about the same size. */
function shapeStyle(option: string): CSSProperties {
  const [, w = '1', h = '1'] = SHAPE.exec(option) ?? [];
  const ratio = Number(w) / Number(h);
  const height = Math.min(BOX, BOX / ratio ** 0.72 - (ratio === 1 ? 4 : 0));
  return { '--w': `${Math.round(height * ratio)}px`, '--h': `${Math.round(height)}px` } as CSSProperties;
}

/** Aspect ratios as shapes. They stay in reach where something else decides, because that is said there. */
function RatioField({ field, value, onChange, decided = null }: FieldProps): ReactElement | null {
  const id = useId();
  if (field.kind.type !== 'choice') return null;
  return (
    <div>
      <div className={f['label']} id={id}>
        {labelOf(field.key)}
      </div>
      <div
        className={s['ratios']}
        role="radiogroup"
        aria-labelledby={id}
        aria-describedby={decided === null ? undefined : `${id}-decided`}
        aria-disabled={decided !== null}
      >
        {field.kind.options.map((option) => (
          <label key={option}>
            <input
              className={f['radio']}
              type="radio"
              name={id}
              value={option}
              checked={option === value}
              aria-disabled={decided !== null}
              onChange={() => decided === null && onChange(field.key, option)}
            />
            <span className={s['shape']} style={shapeStyle(option)} aria-hidden="true" />
            {option}
          </label>
        ))}
      </div>
      {decided !== null && (
        <p className={f['note']} id={`${id}-decided`}>
          {decided}
        </p>
      )}
    </div>
  );
}

/** `1.5` for three halves; empty for one. */
function factorOf(model: Model, option: string): string {
  const factor = model.price.resolution[option];
  if (!factor || factor[0] === factor[1]) return '';
  return number(Math.round((factor[0] / factor[1]) * 100) / 100);
}

const SHOT_ICONS = { single: RectangleHorizontal, multi: Columns2 };

function optionLabel(model: Model, field: ModelField, option: string): ReactNode {
  if (field.key === 'resolution') {
    const factor = factorOf(model, option);
    return (
      <>
        {option}
        {factor !== '' && <small>{t.animate.factor(factor)}</small>}
      </>
    );
  }
  const icon = Object.entries(SHOT_ICONS).find(([name]) => name === option)?.[1];
  return (
    <>
      {icon && <Icon of={icon} size={14} />}
      {optionOf(option)}
    </>
  );
}

/** A few choices side by side; short ones stand on the line of their label. */
function ChoiceField({ model, field, value, onChange, note }: FieldProps): ReactElement | null {
  const id = useId();
  if (field.kind.type !== 'choice') return null;
  const choices = field.kind.options.map((option) => ({
    value: option,
    label: optionLabel(model, field, option),
  }));
  return (
    <div>
      <div className={cx(field.key !== 'resolution' && s['pair'])} title={hintOf(field.key)}>
        <div className={f['label']} id={id}>
          {labelOf(field.key)}
        </div>
        <Segment
          choices={choices}
          value={String(value)}
          onChange={(option) => onChange(field.key, option)}
          labelledBy={id}
        />
      </div>
      {note}
    </div>
  );
}

function isRatio(field: ModelField): boolean {
  return field.kind.type === 'choice' && field.kind.options.every((option) => SHAPE.test(option));
}

/** A field of the main form, drawn by what it carries. The prompt and the pictures have places of their own. */
export function MainField(props: FieldProps): ReactElement | null {
  const { kind } = props.field;
  if (kind.type === 'seconds') return <SecondsField {...props} />;
  if (isRatio(props.field)) return <RatioField {...props} />;
  if (kind.type === 'choice') return <ChoiceField {...props} />;
  return null;
}
