import { type ReactElement, useState } from 'react';
import type { Model, Params, ParamValue } from '../../../preload/contract/model.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import type { JobView } from '../../../preload/contract/schemas/views.ts';
import { useCore, useWorld } from '../../state/core.ts';
import { paramsOf, promptOf } from '../../state/draft.ts';
import { isWaiting, useJobs } from '../../state/jobs.ts';
import { toFailure } from '../../state/models.ts';
import { usePrices, useSaidPrice } from '../../state/prices.ts';
import { takesReferences } from '../../state/references.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { money } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { AskDialog, SheetDialog } from '../../ui/dialog.tsx';
import f from '../../ui/field.module.css';
import { MainField } from '../animate/main-fields.tsx';
import { type PriceView, priceFor } from '../animate/offer.ts';
import { PromptField } from '../animate/prompt-field.tsx';
import { Inputs } from '../clip/details/inputs.tsx';
import { useQueueUi, whyAsked } from './actions.ts';
import s from './dialogs.module.css';
import { closeEdit, saveEdit, useSaving } from './edit.ts';
import { useDetails } from './use-details.ts';

interface FormProps {
  readonly job: JobView;
  readonly model: Model;
  readonly params: Params;
  readonly onChange: (key: string, value: ParamValue | undefined) => void;
}

/** The picture and its words side by side, or all files where there may be several; then the model's main settings. */
function Form({ job, model, params, onChange }: FormProps): ReactElement {
  const several = takesReferences(model);
  const [sourceId] = several ? [] : job.sourceIds;
  const details = useDetails(job);
  const prompt = <PromptField model={model} params={params} onChange={onChange} />;
  return (
    <div className={s['form']}>
      {sourceId === undefined ? (
        prompt
      ) : (
        <div className={s['words']}>
          <div className={sh['thumb']}>
            <img src={`/media/${sourceId}`} alt="" />
          </div>
          {prompt}
        </div>
      )}
      {several && details && <Inputs recipe={{ modelId: model.id, inputs: details.inputs }} />}
      {model.fields
        .filter((field) => field.place === 'main')
        .map((field) => (
          <MainField
            key={field.key}
            model={model}
            field={field}
            value={params[field.key]}
            onChange={onChange}
          />
        ))}
    </div>
  );
}

interface PriceProps {
  readonly price: PriceView;
  readonly before: MicroCents;
  readonly practice: boolean;
}

/** What the clip will cost, and what it would have cost before; in practice what it would cost. */
function Price({ price, before, practice }: PriceProps): ReactElement {
  const { perClip, differs } = price;
  return (
    <div className={s['price']}>
      <output>
        {practice ? t.queue.wouldCost : t.queue.price}{' '}
        {practice ? <s>{money(perClip)}</s> : <b>{money(perClip)}</b>}
      </output>
      {perClip !== before && <span>{t.queue.was(before)}</span>}
      {differs && <span>{t.animate.said(perClip)}</span>}
    </div>
  );
}

function saveWords(job: JobView, { perClip, dearer }: PriceView): string {
  if (job.practice) return t.queue.saveFree;
  return dearer ? t.queue.saveChanged(perClip) : t.queue.save(perClip);
}

function Editing({ job, model }: { readonly job: JobView; readonly model: Model }): ReactElement {
  const world = useCore((core) => core.world);
  const prices = usePrices();
  const saving = useSaving();
  const [params, setParams] = useState(() => paramsOf(model, job.params));
  useSaidPrice({ modelId: model.id, params });
  const price = world && priceFor(world, prices, model, params);
  const late = !isWaiting(job);
  const failure = late ? { code: 'too-late-to-edit' as const } : saving.failure;
  const words = failure && t.failure(toFailure(failure));
  const empty = promptOf(params).trim() === '';
  const save = (confirmed: boolean): void => {
    if (price && !empty) void saveEdit(job.id, model, params, price.perClip, confirmed);
  };
  const change: FormProps['onChange'] = (key, value) =>
    setParams((before) => (value === undefined ? before : paramsOf(model, { ...before, [key]: value })));
  return (
    <>
      <SheetDialog
        open={saving.asking === null}
        title={t.queue.editTitle}
        {...(late ? {} : { body: t.queue.editBody })}
        onClose={closeEdit}
        footer={
          <>
            {!late && price && <Price price={price} before={job.estimate} practice={job.practice} />}
            <Button onClick={closeEdit}>{late ? t.queue.close : t.animate.cancel}</Button>
            {!late && price && (
              <Button look="ember" working={saving.working} aria-disabled={empty} onClick={() => save(false)}>
                {empty ? t.animate.noPrompt : saveWords(job, price)}
              </Button>
            )}
          </>
        }
      >
        {!late && <Form job={job} model={model} params={params} onChange={change} />}
        {words && (
          <p className={f['error']} role="alert">
            {words.title} {words.body}
          </p>
        )}
      </SheetDialog>
      <AskDialog
        open={saving.asking !== null}
        title={t.animate.askTitle(saving.asking?.price ?? job.estimate, 1)}
        body={saving.asking ? whyAsked(saving.asking.failure) : ''}
        cancel={t.animate.cancel}
        go={t.queue.save(saving.asking?.price ?? job.estimate)}
        onCancel={() => useSaving.setState({ asking: null })}
        onGo={() => save(true)}
      />
    </>
  );
}

/** Other words and settings for a clip that has not been sent, with what they cost. */
export function EditDialog(): ReactElement | null {
  const editing = useQueueUi((ui) => ui.editing);
  const job = useJobs((queue) => queue.jobs.find((one) => one.id === editing));
  const model = useWorld((world) => world.models.find((one) => one.id === job?.modelId));
  return job && model ? <Editing key={job.id} job={job} model={model} /> : null;
}
