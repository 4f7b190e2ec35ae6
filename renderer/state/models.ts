import type { Failure } from '../../preload/contract/errors.ts';
import type { FieldKind, Model, ModelField } from '../../preload/contract/model.ts';
import type { Snapshot } from '../../preload/contract/schemas/snapshot.ts';

type ModelView = Snapshot['models'][number];
type FieldView = ModelView['fields'][number];
type FailureView = Snapshot['notices'][number]['failure'];

function toKind(kind: FieldView['kind']): FieldKind {
  if (kind.type !== 'text') return kind;
  const { softMaxLength, maxLength } = kind;
  return { type: 'text', maxLength, ...(softMaxLength === undefined ? {} : { softMaxLength }) };
}

function toField({ default: preset, decidedBy, kind, ...rest }: FieldView): ModelField {
  return {
    ...rest,
    kind: toKind(kind),
    ...(preset === undefined ? {} : { default: preset }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
  };
}

/** A model as main sent it, in the shape that the price arithmetic takes. */
export function toModel(view: ModelView): Model {
  return { ...view, fields: view.fields.map(toField) };
}

/** A failure as main sent it, in the shape that the wording takes. */
export function toFailure({ code, detail, facts }: FailureView): Failure {
  return {
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(facts === undefined ? {} : { facts }),
  };
}
