/** The form of the Animate screen as it is kept between starts, and presets. */
import * as z from 'zod/mini';
import { MAX_BATCH_NAME, MAX_DROP, MAX_INPUTS } from '../limits.ts';
import { MAX_PARAM_CHARS, PARAM_KEY } from '../vocabulary.ts';
import { count, id, moment, params, text } from './parts.ts';

const words = text(MAX_PARAM_CHARS);
/** A model and its values, without words. */
const setting = z.strictObject({ modelId: text(200), params });

export const formView = z.strictObject({
  modelId: z.nullable(text(200)),
  params,
  remembered: params,
  seedLocked: z.boolean(),
  webhookUrl: z.nullable(text(2000)),
  /** Pictures of the strip, in order; `prompt`: words of its own; `from`: the clip that it is a frame of. */
  pictures: z
    .array(z.strictObject({ sourceId: id, prompt: z.nullable(words), from: z.optional(moment) }))
    .check(z.maxLength(MAX_DROP)),
  /** Which of them is selected. */
  selected: z.nullable(count),
  /** What fills the slots: the model's field and the place in it. */
  references: z
    .array(
      z.strictObject({
        field: z.string().check(z.regex(PARAM_KEY)),
        at: count,
        sourceId: id,
        from: z.optional(moment),
      }),
    )
    .check(z.maxLength(MAX_INPUTS)),
  batch: z.strictObject({
    each: z.boolean(),
    more: z.array(words).check(z.maxLength(100)),
    at: count,
    variations: z.int().check(z.gte(1), z.lte(100)),
    also: z.array(setting).check(z.maxLength(100)),
    name: text(MAX_BATCH_NAME),
  }),
  /** Which folds of the panel are open. */
  open: z.array(text(40)).check(z.maxLength(20)),
});

/** Longest name of a preset. */
export const MAX_PRESET_NAME = 100;
export const MAX_PRESETS = 500;

/** A recipe or a part of one: words, settings, or both. */
export const presetView = z
  .strictObject({
    id,
    name: text(MAX_PRESET_NAME).check(z.minLength(1)),
    prompt: z.nullable(words),
    setting: z.nullable(setting),
  })
  .check(z.refine(({ prompt, setting: values }) => prompt !== null || values !== null, 'an empty preset'));

export type FormView = z.output<typeof formView>;
export type PresetView = z.output<typeof presetView>;
