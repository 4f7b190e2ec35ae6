import type { Model } from '../../../../preload/contract/model.ts';
import type { SourceView } from '../../../../preload/contract/schemas/views.ts';
import { t } from '../../../text/en.ts';

/**
 * What speaks against sending a picture to a model: the upstream vendor's limits, which the service itself does not
 * hold anybody to. Null where nothing does.
 * @param size in pixels, as it will be sent.
 */
export function pictureWarning(
  { width, height }: { readonly width: number; readonly height: number },
  { name, picture }: Model,
): string | null {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (short < picture.minSide) return t.animate.small(short, name, picture.minSide);
  return long > short * picture.maxRatio ? t.animate.odd(name, picture.maxRatio) : null;
}

/** The same for a picture that has been read, for the model of the form. */
export function warningOf(source: SourceView | null, model: Model | null): string | null {
  return source && model ? pictureWarning(source, model) : null;
}
