import { type ReactElement, useId, useState } from 'react';
import { fieldOf, type Model, type ParamValue } from '../../../../preload/contract/model.ts';
import { ZERO } from '../../../../preload/contract/money.ts';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { payerOf, useWorld } from '../../../state/core.ts';
import { promptOf } from '../../../state/draft.ts';
import { usePrices, useSaidPrice } from '../../../state/prices.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { again as en } from '../../../text/en-again.ts';
import { Button } from '../../../ui/button.tsx';
import { SheetDialog } from '../../../ui/dialog.tsx';
import { Segment } from '../../../ui/segment.tsx';
import { MainField } from '../../animate/main-fields.tsx';
import { PromptField } from '../../animate/prompt-field.tsx';
import s from './again.module.css';
import { aboutClip, isLeast, pressAgain, priceNow, useAgain, useAgreeable } from './press.ts';
import { goneFiles, type Order, orderOf, useRecipe } from './recipe.ts';
import {
  closeVary,
  type Difference,
  differencesOf,
  forModel,
  leftOut,
  useVary,
  withoutSeed,
} from './vary.ts';

interface FieldProps {
  readonly what: Difference;
  readonly model: Model;
  readonly models: readonly Model[];
  readonly order: Order;
  readonly before: Order;
  readonly onChange: (order: Order) => void;
}

/** The one field that is to be different. */
function Field({ what, model, models, order, before, onChange }: FieldProps): ReactElement | null {
  const id = useId();
  const set = (key: string, value: ParamValue | undefined): void =>
    onChange({ ...order, params: value === undefined ? order.params : { ...order.params, [key]: value } });
  if (what === 'seed') return <p className={sh['hint']}>{en.newSeed}</p>;
  if (what === 'model') {
    const others = models.filter((one) => one.id !== before.modelId);
    const chosen = others.find((one) => one.id === order.modelId);
    const lost = chosen ? leftOut(before, chosen) : [];
    return (
      <div>
        {others.length === 1 ? (
          <p className={s['only']}>{chosen?.name}</p>
        ) : (
          <Segment
            choices={others.map((one) => ({ value: one.id, label: one.name }))}
            value={order.modelId}
            onChange={(modelId) => {
              const other = models.find((one) => one.id === modelId);
              if (other) onChange(forModel(before, other));
            }}
            labelledBy={id}
          />
        )}
        <p id={id} className={sh['hint']}>
          {chosen && lost.length > 0 ? en.leftOut(chosen.name, lost) : en.otherModel}
        </p>
      </div>
    );
  }
  if (what === 'prompt') return <PromptField model={model} params={order.params} onChange={set} />;
  const field = fieldOf(model, what);
  return field ? <MainField model={model} field={field} value={order.params[what]} onChange={set} /> : null;
}

/** The order as it begins for a difference: another model or seed is one at once. */
function begin(what: Difference, before: Order, models: readonly Model[]): Order {
  if (what === 'seed') return { ...before, params: withoutSeed(before.params) };
  const other = models.find((one) => one.id !== before.modelId);
  return what === 'model' && other ? forModel(before, other) : before;
}

function Varying({
  clip,
  before,
  model,
}: {
  readonly clip: ClipView;
  readonly before: Order;
  readonly model: Model;
}) {
  const id = useId();
  const models = useWorld((world) => world.models);
  const practice = useWorld(({ settings }) => settings.practice);
  const differences = differencesOf(model, models);
  const [what, setWhat] = useState<Difference>(differences[0] ?? 'prompt');
  const [order, setOrder] = useState(() => begin(what, before, models));
  useSaidPrice(order);
  usePrices();
  const about = `vary ${clip.id}`;
  const sending = useAgain((again) => again.sending === about);
  const price = priceNow(order);
  const payer = useWorld(payerOf);
  const agreeable = useAgreeable(about, price?.perClip ?? null, payer);
  const same = what !== 'seed' && JSON.stringify(order) === JSON.stringify(before);
  const empty = promptOf(order.params).trim() === '';
  const now = priceNow(before);
  const send = (): void => {
    if (price && agreeable && !same && !empty)
      pressAgain({ about, order, price: price.perClip, payer, onSent: closeVary });
  };
  return (
    <SheetDialog
      open
      title={en.varyTitle}
      body={en.varyBody}
      bodyId={id}
      onClose={closeVary}
      footer={
        <>
          <span className={s['was']}>
            {practice && price && <span>{en.wouldCost(price.perClip, isLeast(order))}</span>}
            {now && price && now.perClip !== price.perClip && <span>{en.instead(now.perClip)}</span>}
          </span>
          <Button onClick={closeVary}>{t.animate.cancel}</Button>
          <Button look="ember" working={sending} aria-disabled={same || empty || !agreeable} onClick={send}>
            {same || empty || !price
              ? empty
                ? t.animate.noPrompt
                : en.nothingYet
              : en.runIt(practice ? ZERO : price.perClip, isLeast(order))}
          </Button>
        </>
      }
    >
      <div className={s['vary']}>
        <Segment
          choices={differences.map((one) => ({ value: one, label: en.differences[one] }))}
          value={what}
          onChange={(one) => {
            setWhat(one);
            setOrder(begin(one, before, models));
          }}
          labelledBy={id}
        />
        <Field what={what} model={model} models={models} order={order} before={before} onChange={setOrder} />
        {price?.differs && <p className={sh['hint']}>{t.animate.said(price.perClip)}</p>}
      </div>
    </SheetDialog>
  );
}

/** The same clip with one thing changed, and its price. */
export function VaryDialog(): ReactElement | null {
  const clip = useVary((vary) => vary.clip);
  return clip && <Loading key={aboutClip(clip.id)} clip={clip} />;
}

function Loading({ clip }: { readonly clip: ClipView }): ReactElement | null {
  const recipe = useRecipe(clip.id);
  const models = useWorld((world) => world.models);
  if (!recipe) return null;
  const view = recipe.ok ? recipe.value : null;
  const model = models.find((one) => one.id === view?.modelId);
  const gone = view ? goneFiles(view) : [];
  if (view && model && gone.length === 0) return <Varying clip={clip} before={orderOf(view)} model={model} />;
  return (
    <SheetDialog
      open
      title={en.varyTitle}
      body={gone.length > 0 ? en.gone(gone) : en.noModel}
      onClose={closeVary}
      footer={<Button onClick={closeVary}>{t.shell.close}</Button>}
    >
      {null}
    </SheetDialog>
  );
}
