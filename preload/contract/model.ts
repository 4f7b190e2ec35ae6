import { type MicroCents, micro, times } from './money.ts';
import type { MediaKind } from './vocabulary.ts';

/** What a model's field carries, and so how it is drawn, checked and sent. */
export type FieldKind =
  | { readonly type: 'text'; readonly maxLength: number; readonly softMaxLength?: number }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  | { readonly type: 'seconds'; readonly min: number; readonly max: number }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'media'; readonly media: MediaKind; readonly max: number };

/** A parameter's value inside the app. Seconds are numbers here and strings on the wire. */
export type ParamValue = string | number | boolean;
export type Params = Readonly<Record<string, ParamValue>>;

/** One field of the service's model page. */
export interface ModelField {
  /** The service's own name for it, as sent in `input`. */
  readonly key: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly default?: ParamValue;
  /** Drawn in the main form, under More, or filled from the pictures themselves. */
  readonly place: 'main' | 'more' | 'source' | 'reference';
  /** The media field that decides in place of this one: where that is filled, this one is not sent. */
  readonly decidedBy?: string;
}

/** `base × resolution × seconds`; factors as exact fractions so that no float ever touches money. */
export interface PriceTable {
  /** Changes whenever a figure here changes; stored with every clip. */
  readonly version: string;
  readonly perSecond: MicroCents;
  readonly resolution: Readonly<Record<string, readonly [numerator: number, denominator: number]>>;
  /** False where the documented rate looks wrong and only the service can confirm it. */
  readonly confirmed: boolean;
}

/** A model of the service as data: everything the form, the price and the request need. */
export interface Model {
  /** The service's slug, `provider/model/capability`. */
  readonly id: string;
  readonly name: string;
  /** Whether the clip takes the shape of its picture or of the `aspect_ratio` field. */
  readonly shape: 'as-image' | 'aspect-ratio';
  /**
   * What the upstream vendor asks of a picture: pixels on its shorter side, and how much longer the other may be. The
   * service itself refuses nothing for it, so it is a warning.
   */
  readonly picture: { readonly minSide: number; readonly maxRatio: number };
  /** The service's own figure for one job. */
  readonly typicalSeconds: number;
  readonly fields: readonly ModelField[];
  readonly price: PriceTable;
}

/** The field with this key, or undefined where the model does not take it. */
export function fieldOf(model: Model, key: string): ModelField | undefined {
  return model.fields.find((field) => field.key === key);
}

/**
 * Price of one clip in micro-cents: base × resolution factor × seconds.
 * @throws RangeError for parameters the model does not take; check them first.
 */
export function priceOf(model: Model, params: Params): MicroCents {
  const seconds = params['duration'];
  const factor = model.price.resolution[String(params['resolution'])];
  if (typeof seconds !== 'number' || !factor)
    throw new RangeError(`${model.id} has no price for these parameters`);
  const [numerator, denominator] = factor;
  return micro((times(model.price.perSecond, seconds) * numerator) / denominator);
}

/** The model's own defaults for every parameter that has one. */
export function defaultsOf(model: Model): Params {
  const entries = model.fields.flatMap((field) =>
    field.default === undefined ? [] : [[field.key, field.default] as const],
  );
  return Object.fromEntries(entries);
}

/** `value` when the field takes it, otherwise the nearest value it does take, or undefined when there is none. */
export function fitValue(field: ModelField, value: ParamValue | undefined): ParamValue | undefined {
  const { kind } = field;
  switch (kind.type) {
    case 'text':
      return typeof value === 'string' ? value.slice(0, kind.maxLength) : field.default;
    case 'choice':
      return typeof value === 'string' && kind.options.includes(value) ? value : field.default;
    case 'seconds':
    case 'integer':
      return typeof value === 'number' && Number.isFinite(value)
        ? Math.min(kind.max, Math.max(kind.min, Math.round(value)))
        : field.default;
    case 'boolean':
      return typeof value === 'boolean' ? value : field.default;
    case 'media':
      return undefined;
  }
}

/**
 * The parameters that this model takes, from those of another: what fits is kept, seconds are clamped,
 * the rest falls back to the model's defaults.
 */
export function fitParams(model: Model, params: Params): Params {
  const fitted: Record<string, ParamValue> = {};
  for (const field of model.fields) {
    const value = fitValue(field, params[field.key]);
    if (value !== undefined) fitted[field.key] = value;
  }
  return fitted;
}
