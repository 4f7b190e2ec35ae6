import * as z from 'zod/mini';
import type { FieldKind, Model, Params, ParamValue } from '../../preload/contract/model.ts';
import { checkParams } from '../core/catalogue/catalogue.ts';
import { ApiError } from './api-error.ts';
import type { ReplyShape } from './shape.ts';

/** A job's input, checked against the model's fields. */
export interface JobInput {
  readonly params: Params;
  /** The picture that the clip starts from: the start frame where there is one. */
  readonly source: string | null;
  readonly isStartFrame: boolean;
}

const address = z.string().check(
  z.maxLength(2048),
  z.refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? '')),
);
const addresses = {
  strings: z.array(address).check(z.maxLength(16)),
  objects: z.array(z.object({ url: address })).check(z.maxLength(16)),
};
const wholeNumber = z.pipe(
  z.string().check(z.regex(/^\d{1,9}$/)),
  z.transform((text: string) => Number(text)),
);
const looseBoolean = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);

/** What the wire carries for a field: seconds are strings in all of the service's examples. */
function wireSchema(key: string, kind: FieldKind, shape: ReplyShape): z.ZodMiniType<ParamValue | unknown[]> {
  switch (kind.type) {
    case 'media':
      return key.endsWith('_urls') ? addresses[shape.imageUrls] : address;
    case 'seconds':
      return shape.looseTypes ? z.union([wholeNumber, z.int()]) : wholeNumber;
    case 'integer':
      return z.int();
    case 'boolean':
      return shape.looseTypes ? looseBoolean : z.boolean();
    case 'choice':
    case 'text':
      return z.string();
  }
}

const invalid = (field: string, message: string): ApiError =>
  new ApiError('INVALID_INPUT', message, { field });

/**
 * Check an `input` object against the model page's fields. Fields that the page does not list are refused:
 * the service's own behaviour is not documented, and the strictest one finds most mistakes.
 * @param complete whether required fields must be there (an estimate needs none).
 * @throws ApiError INVALID_INPUT naming the first field that does not fit.
 */
export function checkInput(model: Model, input: unknown, shape: ReplyShape, complete: boolean): JobInput {
  const object = z.record(z.string(), z.unknown()).safeParse(input);
  if (!object.success) throw new ApiError('INVALID_INPUT', 'input must be an object');
  const params: Record<string, ParamValue> = {};
  const media = new Map<string, string>();
  for (const [key, value] of Object.entries(object.data)) {
    const field = model.fields.find((each) => each.key === key);
    if (!field) throw invalid(key, `Unknown field ${key}`);
    const parsed = wireSchema(key, field.kind, shape).safeParse(value);
    if (!parsed.success) throw invalid(key, `${key} has the wrong type or format`);
    if (field.kind.type === 'media') media.set(key, String(parsed.data));
    else if (!Array.isArray(parsed.data)) params[key] = parsed.data;
  }
  const missing = model.fields.find(
    ({ key, required, kind }) =>
      required && (kind.type === 'media' ? !media.has(key) : params[key] === undefined),
  );
  if (complete && missing) throw invalid(missing.key, `${missing.key} is required`);
  const checked = checkParams(model, complete ? params : { ...placeholders(model), ...params }, []);
  if (!checked.ok)
    throw invalid(String(checked.error.facts?.['field'] ?? ''), checked.error.detail ?? 'Invalid input');
  const startFrame = media.get('start_frame_url');
  return {
    params: checked.value,
    source: startFrame ?? media.get('image_url') ?? null,
    isStartFrame: startFrame !== undefined,
  };
}

/** Something in every required text, for an estimate that leaves them out. */
function placeholders(model: Model): Params {
  const texts = model.fields.filter((field) => field.required && field.kind.type === 'text');
  return Object.fromEntries(texts.map((field) => [field.key, '-']));
}
