import type { Model } from '../../../preload/contract/model.ts';
import type { RecipeView } from '../../../preload/contract/schemas/clip-recipe.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { compare as en } from '../../text/en-compare.ts';
import { money, size } from '../../text/format.ts';
import { labelOf } from '../../text/of-model.ts';
import { valueWords } from '../clip/details/facts.tsx';

/** Something that the clips do not have in common: what it is, and what each of them has. */
export interface Difference {
  readonly key: string;
  readonly label: string;
  /** In the order of the clips; empty where one has nothing of it. */
  readonly values: readonly string[];
}

/** One clip with all that is known of it. */
export interface Compared {
  readonly clip: ClipView;
  /** Null while it is not known. */
  readonly recipe: RecipeView | null;
}

const resolutionOf = ({ width, height }: ClipView): string => (width > 0 ? `${width} × ${height}` : '');

/** What differs between clips and their recipes, and nothing else. */
export function differencesOf(
  compared: readonly Compared[],
  models: readonly Model[],
): readonly Difference[] {
  const clips = compared.map(({ clip }) => clip);
  const nameOf = (id: string): string => models.find((one) => one.id === id)?.name ?? id;
  const keys = [...new Set(clips.flatMap(({ params }) => Object.keys(params)))].filter(
    (key) => key !== 'prompt',
  );
  const fields = [
    ...new Set(compared.flatMap(({ recipe }) => recipe?.inputs.map(({ field }) => field) ?? [])),
  ];
  const filesIn = (recipe: RecipeView | null, field: string): string =>
    recipe?.inputs
      .filter((input) => input.field === field)
      .map(({ name, source }) => `${name} ${source?.digest ?? ''}`)
      .join(', ') ?? '';
  const all: readonly (Difference & { readonly told?: readonly string[] })[] = [
    { key: 'prompt', label: en.prompt, values: clips.map(({ prompt }) => prompt) },
    { key: 'model', label: en.model, values: clips.map(({ modelId }) => nameOf(modelId)) },
    ...keys.map((key) => ({
      key,
      label: labelOf(key),
      values: clips.map(({ params }) => (params[key] === undefined ? '' : valueWords(params[key]))),
    })),
    ...fields.map((field) => ({
      key: field,
      label: labelOf(field),
      values: compared.map(({ recipe }) =>
        (recipe?.inputs ?? [])
          .filter((input) => input.field === field)
          .map(({ name }) => name)
          .join(', '),
      ),
      told: compared.map(({ recipe }) => filesIn(recipe, field)),
    })),
    { key: 'size', label: en.size, values: clips.map(resolutionOf) },
    { key: 'length', label: en.length, values: clips.map(({ seconds }) => en.seconds(seconds)) },
    {
      key: 'cost',
      label: en.cost,
      values: clips.map(({ charged, practice }) =>
        practice ? en.practice : charged === null ? '' : money(charged),
      ),
    },
    { key: 'bytes', label: en.file, values: clips.map(({ bytes }) => size(bytes)) },
  ];
  return all.filter(({ values, told }) => new Set(told ?? values).size > 1);
}
