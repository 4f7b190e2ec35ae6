import { ChevronRight } from 'lucide-react';
import { lazy, type ReactElement, type ReactNode, Suspense } from 'react';
import { useWorld } from '../../state/core.ts';
import { modelOf, paramsOf, setParam, toggleSeedLock, useDraft } from '../../state/draft.ts';
import { filledSlots, takesReferences, useReferences } from '../../state/references.ts';
import { setFold, useUi } from '../../state/ui.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { labelOf } from '../../text/of-model.ts';
import { cx } from '../../ui/cx.ts';
import f from '../../ui/field.module.css';
import { Icon } from '../../ui/icon.tsx';
import { Cost } from './cost.tsx';
import s from './inspector.module.css';
import { MainField } from './main-fields.tsx';
import { ModelCards } from './model-cards.tsx';
import { MoreField } from './more-fields.tsx';
import { ShotsNote } from './shots-note.tsx';
import { WebhookField } from './webhook-field.tsx';

const References = lazy(async () => ({ default: (await import('./references/references.tsx')).References }));

function Disclosure({
  name,
  title,
  hint,
  children,
}: {
  readonly name: string;
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}): ReactElement {
  const open = useUi((ui) => ui.folds.includes(name));
  return (
    <details
      className={s['details']}
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open !== open) setFold(name, event.currentTarget.open);
      }}
    >
      <summary>
        <Icon of={ChevronRight} size={14} />
        {title}
        <span>{hint}</span>
      </summary>
      <div className={s['more']}>{children}</div>
    </details>
  );
}

/** Exactly what the chosen model takes, and what it costs. */
export function Inspector(): ReactElement | null {
  const models = useWorld((world) => world.models);
  const modelId = useDraft((draft) => draft.modelId);
  const set = useDraft((draft) => draft.params);
  const seedLocked = useDraft((draft) => draft.seedLocked);
  const hasStartFrame = useReferences(({ startFrame }) => startFrame !== null && startFrame.failure === null);
  const anyReference = useReferences((references) => filledSlots(references).length > 0);
  const model = modelOf(models, modelId);
  if (!model) return null;
  const params = paramsOf(model, set);
  const more = model.fields.filter((field) => field.place === 'more');
  return (
    <aside className={cx(sh['panel'], s['inspector'])} aria-label={t.animate.inspector}>
      <div className={s['controls']}>
        <ModelCards models={models} model={model} />
        {model.fields
          .filter((field) => field.place === 'main')
          .map((field) => (
            <MainField
              key={field.key}
              model={model}
              field={field}
              value={params[field.key]}
              onChange={setParam}
              decided={
                field.decidedBy === 'start_frame_url' && hasStartFrame ? t.references.shapeDecided : null
              }
              note={
                field.key === 'shot_type' && <ShotsNote model={model} params={params} onChange={setParam} />
              }
            />
          ))}
        {model.shape === 'as-image' && (
          <div className={s['pair']}>
            <span className={f['label']}>{t.animate.aspect}</span>
            <p className={sh['hint']}>{t.animate.sameShape}</p>
          </div>
        )}
        <Suspense>{(anyReference || takesReferences(model)) && <References model={model} />}</Suspense>
        <div className={s['folds']}>
          {more.length > 0 && (
            <Disclosure
              name="more"
              title={t.animate.more}
              hint={t.models.folded(more.map(({ key }) => labelOf(key)))}
            >
              {more.map((field) => (
                <MoreField
                  key={field.key}
                  field={field}
                  value={params[field.key]}
                  onChange={setParam}
                  lock={{ on: seedLocked, onToggle: toggleSeedLock }}
                />
              ))}
            </Disclosure>
          )}
          <Disclosure name="advanced" title={t.animate.advanced} hint={t.animate.advancedHint}>
            <WebhookField />
          </Disclosure>
        </div>
      </div>
      <Cost />
    </aside>
  );
}
