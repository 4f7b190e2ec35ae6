import { type CSSProperties, type ReactElement, useId, useState } from 'react';
import { fieldOf, type Model } from '../../../../preload/contract/model.ts';
import { useWorld } from '../../../state/core.ts';
import { modelOf, useDraft } from '../../../state/draft.ts';
import type { StripItem } from '../../../state/strip.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { Button } from '../../../ui/button.tsx';
import { SheetDialog } from '../../../ui/dialog.tsx';
import f from '../../../ui/field.module.css';
import { Segment } from '../../../ui/segment.tsx';
import type { Area } from '../../../work/prepare-messages.ts';
import { pictureWarning } from '../intake/picture-warning.ts';
import { applyCrop, sentSize } from './apply-crop.ts';
import { fitArea, MIN_SHARE, nearestRatio, ratioOf, shareOf, sizeArea, WHOLE } from './area.ts';
import s from './crop.module.css';
import { CropFrame } from './crop-frame.tsx';
import { closeCrop } from './crop-state.ts';

/** Stands for "no ratio" among the choices. */
const AS_IT_IS = 'whole';

/** The shapes that this model makes; those of the other models where it takes the shape of its picture. */
function ratiosOf(model: Model | null, models: readonly Model[]): readonly string[] {
  for (const one of [model, ...models]) {
    const kind = one && fieldOf(one, 'aspect_ratio')?.kind;
    if (kind?.type === 'choice') return kind.options;
  }
  return [];
}

interface Cut {
  readonly ratio: string;
  readonly area: Area;
}

/** The picture with its frame, the shapes it may be cut to, and how large it is sent. */
export function CropDialog({ item }: { readonly item: StripItem }): ReactElement | null {
  const models = useWorld((world) => world.models);
  const { modelId, params } = useDraft.getState();
  const model = modelOf(models, modelId);
  const ratios = ratiosOf(model, models);
  const whole = item.crop?.whole ?? item.source;
  const [cut, setCut] = useState<Cut>(() => {
    if (item.crop) return { ratio: item.crop.ratio, area: item.crop.area };
    const wanted = model && fieldOf(model, 'aspect_ratio') ? params['aspect_ratio'] : undefined;
    const ratio =
      ratios.find((name) => name === wanted) ?? (whole && nearestRatio(whole, ratios)) ?? AS_IT_IS;
    return { ratio, area: whole ? fitArea(whole, ratioOf(ratio)) : WHOLE };
  });
  const [working, setWorking] = useState(false);
  const [ratioId, sizeId, hintId] = [useId(), useId(), useId()];
  if (!whole) return null;

  const { ratio, area } = cut;
  const sent = sentSize(whole, area);
  const warning = model ? pictureWarning(sent, model) : null;
  const apply = async (): Promise<void> => {
    setWorking(true);
    const done = await applyCrop(item, ratio, area);
    setWorking(false);
    if (done) closeCrop();
  };
  const share = Math.round(shareOf(area) * 100);
  return (
    <SheetDialog
      open
      wide
      title={t.crop.title(item.name)}
      onClose={closeCrop}
      footer={
        <>
          <Button look="ghost" onClick={closeCrop}>
            {t.crop.cancel}
          </Button>
          <Button working={working} onClick={() => void apply()}>
            {t.crop.apply}
          </Button>
        </>
      }
    >
      <CropFrame
        src={`/media/${whole.id}`}
        shape={whole.width / whole.height}
        area={area}
        label={t.crop.frame(ratio === AS_IT_IS ? t.crop.asItIs : ratio)}
        describedBy={hintId}
        onChange={(next) => setCut({ ratio, area: next })}
      />
      <div className={s['controls']}>
        <span className={sh['sr']} id={ratioId}>
          {t.crop.shape}
        </span>
        <Segment
          choices={[
            { value: AS_IT_IS, label: t.crop.asItIs },
            ...ratios.map((name) => ({ value: name, label: name })),
          ]}
          value={ratio}
          onChange={(next) => setCut({ ratio: next, area: fitArea(whole, ratioOf(next)) })}
          labelledBy={ratioId}
        />
        <div className={s['size']}>
          <label className={f['label']} htmlFor={sizeId}>
            {t.crop.size}
          </label>
          <input
            className={f['slider']}
            id={sizeId}
            type="range"
            min={MIN_SHARE * 100}
            max={100}
            value={share}
            style={{ '--pos': (share - MIN_SHARE * 100) / (100 - MIN_SHARE * 100) } as CSSProperties}
            aria-valuetext={t.crop.percent(share)}
            onChange={(event) => setCut({ ratio, area: sizeArea(area, event.target.valueAsNumber / 100) })}
          />
        </div>
      </div>
      <p className={sh['hint']} id={hintId}>
        {t.crop.hint}
      </p>
      <p className={sh['hint']}>
        <output>{t.crop.sent(sent.width, sent.height)}</output>
        {warning !== null && <b className={s['warning']}>{warning}</b>}
      </p>
    </SheetDialog>
  );
}
