/** What the form comes to: pictures × prompts × settings × variations, as a list of clips. Nothing here is drawn or sent. */
import { fieldOf, type Model, type Params } from '../../../../preload/contract/model.ts';

/** Which file fills which field of the model. */
export interface Input {
  readonly field: string;
  readonly sourceId: string;
}

/** A model and its values, without words. */
export interface ClipSetting {
  readonly model: Model;
  readonly params: Params;
}

export interface Picture {
  readonly key: string;
  /** Null while it is being read. */
  readonly sourceId: string | null;
  /** Its own words; undefined: the first prompt. */
  readonly prompt?: string | undefined;
}

export interface Form {
  readonly pictures: readonly Picture[];
  /** Words for all pictures; at least one entry, which may be empty. */
  readonly prompts: readonly string[];
  /** Each picture may have words of its own, and only the first of `prompts` counts. */
  readonly each: boolean;
  /** No two alike. */
  readonly settings: readonly ClipSetting[];
  readonly variations: number;
  /** References that are still being read. */
  readonly reading: number;
  /** The files of one clip of this picture; null: of the references alone. */
  readonly inputs: (model: Model, sourceId: string | null) => readonly Input[];
}

/** One clip as it will be asked for. */
export interface Clip {
  readonly modelId: string;
  readonly params: Params;
  readonly inputs: readonly Input[];
}

/** The factors of the batch and their product. */
export interface Size {
  readonly images: number;
  readonly prompts: number;
  readonly settings: number;
  readonly variations: number;
  readonly count: number;
}

/** References are enough where they fill everything that the model needs. */
function canStartAlone(model: Model, inputs: readonly Input[]): boolean {
  const filled = new Set(inputs.map((input) => input.field));
  return model.fields.every(
    ({ key, kind, required }) => kind.type !== 'media' || !required || filled.has(key),
  );
}

/** The settings that make clips: all of them, but without a picture only those that need none. */
export function settingsInUse(form: Form): readonly ClipSetting[] {
  if (form.pictures.length > 0) return form.settings;
  return form.settings.filter(({ model }) => canStartAlone(model, form.inputs(model, null)));
}

const promptsInUse = (form: Form): number =>
  form.each && form.pictures.length > 0 ? 1 : form.prompts.length;

/** How many clips one set of settings makes. */
export function clipsPerSetting(form: Form): number {
  return Math.max(1, form.pictures.length) * promptsInUse(form) * form.variations;
}

export function sizeOf(form: Form): Size {
  const settings = settingsInUse(form).length;
  return {
    images: form.pictures.length,
    prompts: promptsInUse(form),
    settings,
    variations: form.variations,
    count: settings * clipsPerSetting(form),
  };
}

/** The seeds of variations follow one another; without a seed the service gets another one for each. */
function withSeed({ model, params }: ClipSetting, variation: number): Params {
  const kind = fieldOf(model, 'seed')?.kind;
  const { seed } = params;
  if (kind?.type !== 'integer' || typeof seed !== 'number' || variation === 0) return params;
  return { ...params, seed: kind.min + ((seed - kind.min + variation) % (kind.max - kind.min + 1)) };
}

/**
 * Every clip, picture by picture, then prompt by prompt, setting by setting and variation by variation. Pictures that
 * are still being read are left out.
 */
export function clipsOf(form: Form): Clip[] {
  const settings = settingsInUse(form);
  const pictures = form.pictures.length > 0 ? form.pictures : [null];
  const clips: Clip[] = [];
  for (const picture of pictures) {
    if (picture && picture.sourceId === null) continue;
    const sourceId = picture?.sourceId ?? null;
    const files = settings.map(({ model }) => form.inputs(model, sourceId));
    const prompts = form.each && picture ? [picture.prompt ?? form.prompts[0] ?? ''] : form.prompts;
    for (const prompt of prompts)
      for (const [at, setting] of settings.entries())
        for (let variation = 0; variation < form.variations; variation += 1)
          clips.push({
            modelId: setting.model.id,
            params: { ...withSeed(setting, variation), prompt },
            inputs: files[at] ?? [],
          });
  }
  return clips;
}

/** True for the same model with the same values, whatever their order. */
export function isSameSetting(a: ClipSetting, b: ClipSetting): boolean {
  const keys = new Set([...Object.keys(a.params), ...Object.keys(b.params)]);
  return a.model.id === b.model.id && [...keys].every((key) => a.params[key] === b.params[key]);
}

/** Settings without those that are there already. */
export function distinct(settings: readonly ClipSetting[]): ClipSetting[] {
  return settings.filter((one, at) => settings.findIndex((other) => isSameSetting(one, other)) === at);
}

/** The cheapest and shortest that a model makes: a first look at the words and the picture. */
export function cheapest({ model, params }: ClipSetting): ClipSetting {
  const seconds = fieldOf(model, 'duration')?.kind;
  const resolution = Object.entries(model.price.resolution).reduce((a, b) =>
    b[1][0] * a[1][1] < a[1][0] * b[1][1] ? b : a,
  )[0];
  const duration = seconds?.type === 'seconds' ? { duration: seconds.min } : {};
  return { model, params: { ...params, ...duration, resolution } };
}
