import { type ReactElement, useId } from 'react';
import type { Model } from '../../../preload/contract/model.ts';
import { chooseModel } from '../../state/draft.ts';
import { t } from '../../text/en.ts';
import { capabilityOf } from '../../text/of-model.ts';
import field from '../../ui/field.module.css';
import s from './inspector.module.css';

interface Props {
  readonly models: readonly Model[];
  readonly model: Model;
}

/** The models side by side, each with its rate and its usual wait. */
export function ModelCards({ models, model }: Props): ReactElement {
  const name = useId();
  return (
    <div className={s['models']} role="radiogroup" aria-label={t.animate.model}>
      {models.map((one) => (
        <label key={one.id}>
          <input
            className={field['radio']}
            type="radio"
            name={name}
            value={one.id}
            checked={one.id === model.id}
            onChange={() => chooseModel(one)}
          />
          <b>{one.name}</b>
          <span>{capabilityOf(one.id)}</span>
          <span className={s['price']}>
            {t.animate.perSecond(one.price.perSecond)}
            <span title={t.animate.usualWait}>{t.animate.wait(one.typicalSeconds)}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
