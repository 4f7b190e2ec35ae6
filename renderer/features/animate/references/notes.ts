import { REFERENCE_COUNT, REFERENCE_SHAPES } from '../../../../preload/contract/limits.ts';
import type { Model } from '../../../../preload/contract/model.ts';
import type { SourceView } from '../../../../preload/contract/schemas/views.ts';
import { filledSlots, type References, referenceInputs, takesReferences } from '../../../state/references.ts';
import { t } from '../../../text/en.ts';

/** What the model's vendor says against a picture or video of this shape; null where nothing. */
function shapeNote({ kind, name, width, height }: SourceView): string | null {
  if (kind === 'audio') return null;
  const { sides, ratio } = REFERENCE_SHAPES[kind];
  const [least, most] = sides;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (short < least) return t.references.small(name, short, least);
  if (long > most) return t.references.large(name, long, most);
  return ratio !== null && long > short * ratio ? t.references.odd(name, ratio) : null;
}

/**
 * What has to be said of the references before they are sent, most important first. Nothing of it stands in the way.
 * @param strip how many pictures there are that become a clip each.
 */
export function referenceNotes(model: Model, references: References, strip: number): readonly string[] {
  const slots = filledSlots(references);
  if (!takesReferences(model) || slots.length === 0) return [];
  const filled = slots.flatMap(({ source }) => source ?? []);
  const failed = slots.filter(({ failure }) => failure !== null);
  const fields = referenceInputs(model, references, strip > 0 ? 'picture' : null).map(({ field }) => field);
  const count = fields.filter((field) => /^(image|video)_url/.test(field)).length;
  return [
    fields.includes('image_url') ? null : t.references.addOne,
    ...failed.map(({ name }) => t.references.leftOut(name)),
    count > REFERENCE_COUNT ? t.references.tooMany(count, REFERENCE_COUNT) : null,
    ...filled.map(shapeNote),
  ].filter((note) => note !== null);
}
