import type { Model, Params } from '../../../preload/contract/model.ts';

/** A media input of a recipe: the request field that it fills and the stored file it comes from. */
export interface RecipeInput {
  /** The service's field: `image_url`, `image_urls`, `video_url`, `start_frame_url`, `reference_voice_url`. */
  readonly field: string;
  readonly sourceId: string;
  readonly sha256: string;
}

/**
 * The `input` object of a submit or estimate request: exactly the model's fields, seconds as strings
 * (all of the service's examples send them so), media as the addresses they were uploaded to.
 * @param urls address per source id; a field whose media has none yet is left out (estimates need none).
 */
export function requestInput(
  model: Model,
  params: Params,
  inputs: readonly RecipeInput[],
  urls: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const request: Record<string, unknown> = {};
  for (const field of model.fields) {
    if (field.kind.type === 'media') {
      const addresses = inputs.flatMap((input) =>
        input.field === field.key ? (urls.get(input.sourceId) ?? []) : [],
      );
      if (addresses.length === 0) continue;
      request[field.key] = field.key.endsWith('_urls') ? addresses : addresses[0];
      continue;
    }
    const value = params[field.key];
    if (value === undefined || value === '') continue;
    request[field.key] = field.kind.type === 'seconds' ? String(value) : value;
  }
  return request;
}
