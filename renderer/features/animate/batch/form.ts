import type { Batch } from '../../../state/batch.ts';
import type { World } from '../../../state/core.ts';
import { type Draft, modelOf, paramsOf, promptOf } from '../../../state/draft.ts';
import { type References, readingSlots, referenceInputs } from '../../../state/references.ts';
import type { StripItem } from '../../../state/strip.ts';
import { type ClipSetting, distinct, type Form } from './clips.ts';

/** A model with all its values but the words, which are the batch's. */
function settingOf({ models }: World, modelId: string | null, params: Draft['params']): ClipSetting | null {
  const model = modelOf(models, modelId);
  if (!model) return null;
  const { prompt: _words, ...rest } = paramsOf(model, params);
  return { model, params: rest };
}

/** What the panel shows, without words. */
export const panelSetting = (world: World, draft: Draft): ClipSetting | null =>
  settingOf(world, draft.modelId, draft.params);

/** The settings that were added beside the panel's, as their models take them now. */
export function alsoSettings(world: World, batch: Batch): (ClipSetting | null)[] {
  return batch.also.map(({ modelId, params }) =>
    world.models.some((model) => model.id === modelId) ? settingOf(world, modelId, params) : null,
  );
}

/** Everything on the table as one form; null where there are no models. */
export function formOf(
  world: World,
  draft: Draft,
  batch: Batch,
  items: readonly StripItem[],
  references: References,
): Form | null {
  const panel = panelSetting(world, draft);
  if (!panel) return null;
  return {
    pictures: items.map(({ key, source, prompt }) => ({ key, sourceId: source?.id ?? null, prompt })),
    prompts: [promptOf(draft.params), ...batch.more],
    each: batch.each,
    settings: distinct([panel, ...alsoSettings(world, batch).filter((one) => one !== null)]),
    variations: batch.variations,
    reading: readingSlots(references),
    inputs: (model, sourceId) => referenceInputs(model, references, sourceId),
  };
}
