import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { PLAIN, pushFormStep, useBatch } from '../../../state/batch.ts';
import { worldNow } from '../../../state/core.ts';
import { useDraft } from '../../../state/draft.ts';
import { rememberMoment } from '../../../state/frames.ts';
import { toFailure } from '../../../state/models.ts';
import { emptySlot, putSource, type Slot } from '../../../state/reference-slots.ts';
import { IMAGE_SLOTS, useReferences } from '../../../state/references.ts';
import { addItems, removeItems, type StripItem, selectItem, useStrip } from '../../../state/strip.ts';
import { goTo } from '../../../state/ui.ts';
import { asOneStep, forgetStep, pushStep, type Step } from '../../../state/undo.ts';
import { uuidv7 } from '../../../state/uuid.ts';
import { again as en } from '../../../text/en-again.ts';
import { say, sayFailure } from '../../../ui/toasts.ts';
import { fetchRecipe, filesThere, goneFiles } from './recipe.ts';

/** The slots by the field of the service's models that they fill; the picture of the clip has its place in the strip. */
const SINGLE: Readonly<Record<string, Slot>> = {
  video_url: 'video',
  start_frame_url: 'startFrame',
  reference_voice_url: 'voice',
};

type Files = ReturnType<typeof filesThere>;

/** Puts exactly these pictures into the strip. */
function showPictures(items: readonly StripItem[]): Step[] {
  const before = useStrip.getState().items.map(({ key }) => key);
  const steps = before.length > 0 ? [removeItems(before)] : [];
  addItems(items);
  const [first] = items;
  if (first) selectItem(first.key);
  let out: Step | null = null;
  const added = pushStep({
    about: 'form',
    undo: () => {
      out = removeItems(items.map(({ key }) => key));
      forgetStep(out);
      return true;
    },
    redo: () => void out?.undo(),
  });
  return [...steps, added];
}

/** Fills the slots with these references and no others. */
function showReferences(files: Files): Step[] {
  const images = files.filter(({ field }) => field === 'image_urls').slice(0, IMAGE_SLOTS);
  const wanted = new Map<Slot, Files[number]>(images.map((file, at) => [at, file]));
  for (const file of files) {
    const slot = SINGLE[file.field];
    if (slot !== undefined) wanted.set(slot, file);
  }
  const { images: slots, ...others } = useReferences.getState();
  const filled: Slot[] = slots.flatMap((slot, at) => (slot ? [at] : []));
  for (const slot of ['video', 'startFrame', 'voice'] as const) if (others[slot]) filled.push(slot);
  const emptied = filled.filter((slot) => !wanted.has(slot)).map(emptySlot);
  return [...emptied, ...[...wanted].map(([slot, { source }]) => putSource(slot, source))];
}

/**
 * Fills the form of Animate with everything that made the clip. Nothing is spent, and one step takes all of it back.
 */
export async function recipeToAnimate(clip: Pick<ClipView, 'id' | 'name'>): Promise<void> {
  const answer = await fetchRecipe(clip.id);
  if (!answer.ok) return sayFailure(toFailure(answer.error), clip.name);
  const recipe = answer.value;
  const world = worldNow();
  const model = world?.models.find(({ id }) => id === recipe.modelId);
  if (!world || !model) {
    say({ title: en.noModel, look: 'warning' });
    return;
  }
  const files = filesThere(recipe);
  for (const { source, from } of files) if (from) rememberMoment(source.id, from);
  const pictures = files.filter(({ field }) => field === 'image_url');
  const step = asOneStep('form', () => {
    const form = pushFormStep();
    useDraft.setState({
      modelId: model.id,
      params: recipe.params,
      remembered: recipe.params,
      webhookUrl: recipe.webhookUrl === world.settings.webhookUrl ? null : '',
    });
    useBatch.setState(PLAIN);
    const items = pictures.map(({ source }) => ({ key: uuidv7(), name: source.name, source }));
    return [form, ...showPictures(items), ...showReferences(files)];
  });
  goTo('animate');
  const gone = goneFiles(recipe);
  say({
    title: en.inForm,
    body: gone.length > 0 ? en.gone(gone) : '',
    look: gone.length > 0 ? 'warning' : 'done',
    undoes: step,
  });
}
