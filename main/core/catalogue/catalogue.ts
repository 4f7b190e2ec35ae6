import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { fitParams, type Model, type Params } from '../../../preload/contract/model.ts';

/** Every file in this folder that exports a `model` is a model: adding one is adding its file. */
const files = import.meta.glob<Model>(['./*.ts', '!./catalogue.ts', '!./request.ts'], {
  eager: true,
  import: 'model',
});

/** All models, in the order in which the form offers them. */
export const MODELS: readonly Model[] = Object.keys(files)
  .sort()
  .flatMap((file) => files[file] ?? []);

/** The model with this slug, or undefined. */
export function findModel(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id);
}

/**
 * Parameters as the model takes them: only its own fields, defaults filled in, texts trimmed, and without those that
 * one of the files decides.
 * @param inputs the files that the clip is made from.
 * @returns `bad-parameters` naming the first field that does not fit; nothing else is silently changed.
 */
export function checkParams(
  model: Model,
  params: Params,
  inputs: readonly { readonly field: string }[],
): Outcome<Params> {
  const fitted = fitParams(model, params);
  const checked: Record<string, string | number | boolean> = {};
  for (const field of model.fields) {
    if (field.kind.type === 'media') continue;
    if (inputs.some((input) => input.field === field.decidedBy)) continue;
    const given = params[field.key] ?? field.default;
    const value = typeof given === 'string' ? given.trim() : given;
    if (value === undefined || value === '') {
      if (field.required) return fail('bad-parameters', `${field.key} is empty.`, { field: field.key });
      continue;
    }
    const fits =
      typeof given === 'string' && field.kind.type === 'text'
        ? value.toString().length <= field.kind.maxLength
        : fitted[field.key] === given;
    if (!fits) return fail('bad-parameters', `${field.key} does not fit this model.`, { field: field.key });
    checked[field.key] = value;
  }
  const unknown = Object.keys(params).find((key) => !model.fields.some((field) => field.key === key));
  if (unknown !== undefined)
    return fail('bad-parameters', `${model.name} has no ${unknown}.`, { field: unknown });
  return ok(checked);
}
