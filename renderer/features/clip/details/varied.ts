import type { Params } from '../../../../preload/contract/model.ts';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { clip as en } from '../../../text/en-clip.ts';
import { labelOf } from '../../../text/of-model.ts';

type Made = Pick<ClipView, 'modelId' | 'params' | 'sourceIds'>;

/** The names of what differs between two clips' recipes; what only one of two models takes is no difference. */
export function variedIn(one: Made, other: Made): readonly string[] {
  const isSameModel = one.modelId === other.modelId;
  const differs = (key: string): boolean =>
    one.params[key] !== other.params[key] &&
    (isSameModel || (has(one.params, key) && has(other.params, key)));
  const keys = Object.keys({ ...one.params, ...other.params }).filter(differs);
  const files = one.sourceIds.join(' ') === other.sourceIds.join(' ') ? [] : [en.images];
  return [...(isSameModel ? [] : [en.model]), ...files, ...keys.map(labelOf)];
}

const has = (params: Params, key: string): boolean => params[key] !== undefined;

/** What all of them say, so that it can be said once; null where they do not say the same. */
export function sharedBy(words: readonly string[]): string | null {
  const [first] = words;
  return first !== undefined && words.every((each) => each === first) ? first : null;
}
