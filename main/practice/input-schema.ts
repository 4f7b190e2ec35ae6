import type { Model, ModelField } from '../../preload/contract/model.ts';

/** A JSON Schema, as far as the service's pages use it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

function property({ key, kind, default: fallback }: ModelField): JsonSchema {
  const rest =
    fallback === undefined ? {} : { default: kind.type === 'seconds' ? String(fallback) : fallback };
  switch (kind.type) {
    case 'text':
      return { type: 'string', maxLength: kind.maxLength, ...rest };
    case 'choice':
      return { type: 'string', enum: kind.options, ...rest };
    case 'seconds': {
      const all = Array.from({ length: kind.max - kind.min + 1 }, (_, index) => String(kind.min + index));
      return { type: 'string', enum: all, ...rest };
    }
    case 'integer':
      return { type: 'integer', minimum: kind.min, maximum: kind.max, ...rest };
    case 'boolean':
      return { type: 'boolean', ...rest };
    case 'media':
      return key.endsWith('_urls')
        ? { type: 'array', items: { type: 'string', format: 'uri' } }
        : { type: 'string', format: 'uri' };
  }
}

/** The input of a model as its page describes it. */
export function inputSchema(model: Model): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(model.fields.map((field) => [field.key, property(field)])),
    required: model.fields.filter(({ required }) => required).map(({ key }) => key),
  };
}

/** The catalog page's own example, which fits none of the models. */
export const EXAMPLE_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    prompt: { type: 'string' },
    duration: { type: 'number', minimum: 1, maximum: 30 },
    aspectRatio: { type: 'string', enum: ['16:9', '9:16', '1:1'] },
  },
  required: ['prompt'],
};
