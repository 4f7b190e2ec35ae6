/** What is on the Animate screen, kept by main between starts. */
import type { FormView } from '../../preload/contract/schemas/form.ts';
import type { SourceView } from '../../preload/contract/schemas/views.ts';
import { ask } from '../bridge.ts';
import { MAX_PROMPTS, MAX_SETTINGS, MAX_VARIATIONS, useBatch } from './batch.ts';
import { useDraft } from './draft.ts';
import { fromOf, rememberMoment } from './frames.ts';
import { IMAGE_SLOTS, type Reference, type References, useReferences } from './references.ts';
import { addItems, selectItem, useStrip } from './strip.ts';
import { useUi } from './ui.ts';
import { uuidv7 } from './uuid.ts';

/** After the last change. */
const PAUSE_MS = 400;
/** The references by the field of the service's models that they fill. */
const SINGLE = { video: 'video_url', startFrame: 'start_frame_url', voice: 'reference_voice_url' } as const;

type SavedReference = FormView['references'][number];

function savedReferences(references: References): SavedReference[] {
  const images = references.images.flatMap((slot, at) =>
    slot?.source ? [{ field: 'image_urls', at, sourceId: slot.source.id, ...fromOf(slot.source.id) }] : [],
  );
  const others = (['video', 'startFrame', 'voice'] as const).flatMap((slot) => {
    const id = references[slot]?.source?.id;
    return id === undefined ? [] : [{ field: SINGLE[slot], at: 0, sourceId: id, ...fromOf(id) }];
  });
  return [...images, ...others];
}

/** The form as it is now. Pictures that are still being read are not in it. */
function formNow(): FormView {
  const { modelId, params, remembered, seedLocked, webhookUrl } = useDraft.getState();
  const { each, more, at, variations, also, name } = useBatch.getState();
  const { items, selected } = useStrip.getState();
  const read = items.filter((item) => item.source !== null);
  const place = read.findIndex((item) => item.key === selected);
  return {
    modelId,
    params: { ...params },
    remembered: { ...remembered },
    seedLocked,
    webhookUrl,
    pictures: read.flatMap(({ source, prompt }) =>
      source ? [{ sourceId: source.id, prompt: prompt ?? null, ...fromOf(source.id) }] : [],
    ),
    selected: place < 0 ? null : place,
    references: savedReferences(useReferences.getState()),
    batch: {
      each,
      more: [...more],
      at,
      variations,
      also: also.map((setting) => ({ modelId: setting.modelId, params: { ...setting.params } })),
      name,
    },
    open: [...useUi.getState().folds],
  };
}

function toReference(source: SourceView | undefined): Reference | null {
  return source ? { key: uuidv7(), name: source.name, source, failure: null, wave: null } : null;
}

function restoreReferences(saved: readonly SavedReference[], sources: ReadonlyMap<string, SourceView>): void {
  const of = (field: string, at = 0): Reference | null => {
    const found = saved.find((one) => one.field === field && one.at === at);
    return toReference(found && sources.get(found.sourceId));
  };
  useReferences.setState({
    images: Array.from({ length: IMAGE_SLOTS }, (_, at) => of('image_urls', at)),
    video: of(SINGLE.video),
    startFrame: of(SINGLE.startFrame),
    voice: of(SINGLE.voice),
  });
}

/** True when nobody has written or chosen anything yet. */
function isUntouched(): boolean {
  const { params, modelId } = useDraft.getState();
  return modelId === null && Object.keys(params).length === 0;
}

/** Puts a form back that was left. What has come onto the table since the start stays. */
function show(form: FormView, files: readonly SourceView[]): void {
  const sources = new Map(files.map((source) => [source.id, source]));
  for (const { sourceId, from } of [...form.pictures, ...form.references])
    if (from) rememberMoment(sourceId, from);
  const { modelId, params, remembered, seedLocked, webhookUrl, batch } = form;
  if (isUntouched()) useDraft.setState({ modelId, params, remembered, seedLocked, webhookUrl });
  const more = batch.more.slice(0, MAX_PROMPTS - 1);
  useBatch.setState({
    ...batch,
    more,
    at: Math.min(batch.at, more.length),
    variations: Math.min(batch.variations, MAX_VARIATIONS),
    also: batch.also.slice(0, MAX_SETTINGS - 1),
  });
  const before = useStrip.getState().items.length;
  const items = form.pictures.flatMap(({ sourceId, prompt }) => {
    const source = sources.get(sourceId);
    return source ? [{ key: uuidv7(), name: source.name, source, prompt: prompt ?? undefined }] : [];
  });
  addItems(items);
  const selected = form.selected === null ? undefined : items[form.selected];
  if (selected && before === 0) selectItem(selected.key);
  restoreReferences(form.references, sources);
  useUi.setState({ folds: form.open });
}

let last = '';
let timer: ReturnType<typeof setTimeout> | undefined;

/** Resolves when main has it. Never rejects. */
async function save(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const form = formNow();
  const text = JSON.stringify(form);
  if (text === last) return;
  last = text;
  await ask('form.save', { form });
}

/** Saves the form although nothing in it has changed: what is on the table now has been sent and stays. */
export function saveFormAgain(): void {
  last = '';
  timer ??= setTimeout(() => void save(), 0);
}

function saveSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void save(), PAUSE_MS);
}

/** Saves what was changed a moment ago: before the page goes, because what it says while it goes may not be heard. */
export const saveFormNow = async (): Promise<void> => {
  if (timer !== undefined) await save();
};

export interface KeptForm {
  /** Resolves when the form of the last time is back. */
  readonly restored: Promise<void>;
  readonly end: () => void;
}

/** Brings back the form of the last time, then keeps this one. */
export function keepForm(): KeptForm {
  let ended = false;
  const stops: (() => void)[] = [];
  const saveNow = (): void => void saveFormNow();
  const empty = JSON.stringify(formNow());
  const begin = async (): Promise<void> => {
    const answer = await ask('form.load', {});
    if (ended) return;
    const isTouched = JSON.stringify(formNow()) !== empty;
    if (answer.ok && answer.value.form) show(answer.value.form, answer.value.sources);
    last = JSON.stringify(formNow());
    // What was written while main was still asked has been saved by nobody.
    if (isTouched) saveFormAgain();
    for (const store of [useDraft, useBatch, useStrip, useReferences, useUi])
      stops.push(store.subscribe(saveSoon));
    document.addEventListener('visibilitychange', saveNow);
    window.addEventListener('pagehide', saveNow);
  };
  return {
    restored: begin(),
    end: () => {
      ended = true;
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', saveNow);
      window.removeEventListener('pagehide', saveNow);
    },
  };
}
