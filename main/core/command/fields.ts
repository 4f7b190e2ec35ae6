import { fitValue, type Model, type ModelField, type ParamValue } from '../../../preload/contract/model.ts';
import { MODELS } from '../catalogue/catalogue.ts';

/** What a model's field is called on the command line: `start_frame_url` is `start-frame`. */
export const optionOf = ({ key }: Pick<ModelField, 'key'>): string =>
  key.replace(/_url(s?)$/, '$1').replaceAll('_', '-');

/** The fields that are options: all but the picture itself, which is named without one. */
export const optionFields = ({ fields }: Model): readonly ModelField[] =>
  fields.filter(({ place }) => place !== 'source');

/** The field that a clip's own picture fills. */
export const sourceField = ({ fields }: Model): ModelField | undefined =>
  fields.find(({ place }) => place === 'source');

/** What may stand behind a field's option, for people. */
export function takes({ kind }: ModelField): string {
  switch (kind.type) {
    case 'text':
      return `text, at most ${kind.maxLength} characters`;
    case 'choice':
      return kind.options.join(' | ');
    case 'seconds':
      return `${kind.min} to ${kind.max} seconds`;
    case 'integer':
      return `${kind.min} to ${kind.max}`;
    case 'boolean':
      return 'nothing; with no- before its name for off';
    case 'media':
      return kind.max === 1 ? `a file (${kind.media})` : `a file (${kind.media}), up to ${kind.max} times`;
  }
}

/** A value from the command line; undefined for one that the field does not take. */
export function paramOf(field: ModelField, given: string | boolean): ParamValue | undefined {
  const { type } = field.kind;
  const isNumber = type === 'seconds' || type === 'integer';
  if (isNumber && !(typeof given === 'string' && /^\d{1,12}$/.test(given))) return undefined;
  const value = isNumber ? Number(given) : given;
  return fitValue(field, value) === value ? value : undefined;
}

/** The model with this id, or whose id has this part between slashes (`wan-2.7`); null for none or several. */
export function modelNamed(name: string): Model | null {
  const exact = MODELS.find(({ id }) => id === name);
  if (exact) return exact;
  const [only, ...more] = MODELS.filter(({ id }) => id.split('/').includes(name));
  return only && more.length === 0 ? only : null;
}
