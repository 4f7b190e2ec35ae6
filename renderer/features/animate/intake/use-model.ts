import type { Model } from '../../../../preload/contract/model.ts';
import { useWorld } from '../../../state/core.ts';
import { modelOf, useDraft } from '../../../state/draft.ts';

/** The model that the form is for. */
export function useModel(): Model | null {
  const modelId = useDraft((draft) => draft.modelId);
  const models = useWorld((world) => world.models);
  return modelOf(models, modelId);
}
