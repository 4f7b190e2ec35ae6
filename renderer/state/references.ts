import { create } from 'zustand';
import type { Failure } from '../../preload/contract/errors.ts';
import { fieldOf, type Model } from '../../preload/contract/model.ts';
import type { StripItem } from './strip.ts';

/** What fills a slot. `source` is null while it is read, and where it cannot be taken: then `failure` says why. */
export interface Reference extends StripItem {
  readonly failure: Failure | null;
  /** How loud a voice is along its length, from 0 to 1; null for what has no sound, and where it is not known. */
  readonly wave: readonly number[] | null;
}

/** Everything the clips of a batch have in common, where the model takes references. Plain data. */
export interface References {
  /** In the order of the slots; null: an empty slot. */
  readonly images: readonly (Reference | null)[];
  readonly video: Reference | null;
  readonly startFrame: Reference | null;
  readonly voice: Reference | null;
}

/** Slots for images. Together with the picture of the clip they are one more than the service is sure to heed. */
export const IMAGE_SLOTS = 5;

export const NO_REFERENCES: References = {
  images: Array.from({ length: IMAGE_SLOTS }, () => null),
  video: null,
  startFrame: null,
  voice: null,
};

export const useReferences = create<References>()(() => NO_REFERENCES);

/** One file of a clip: the model's field that it fills. */
export interface ClipInput {
  readonly field: string;
  readonly sourceId: string;
}

/** Whether the model takes anything beside the picture of the clip. */
export function takesReferences(model: Model): boolean {
  return model.fields.some((field) => field.place === 'reference');
}

/** What is in the slots, in their order. */
export function filledSlots({ images, video, startFrame, voice }: References): readonly Reference[] {
  return [...images, video, startFrame, voice].filter((slot) => slot !== null);
}

/** How many slots are still being read. */
export function readingSlots(references: References): number {
  return filledSlots(references).filter(({ source, failure }) => source === null && failure === null).length;
}

/**
 * The files that a clip of this model is sent with, and the field that each fills; the images in the order in which a
 * prompt counts them. A slot that is still read, or that the model does not take, gives nothing.
 * @param imageSourceId the picture of the clip: Image 1. Null where the strip is empty: the first image slot takes its
 *   place.
 */
export function referenceInputs(
  model: Model,
  references: References,
  imageSourceId: string | null,
): readonly ClipInput[] {
  const slots = takesReferences(model) ? references.images.flatMap((slot) => slot?.source?.id ?? []) : [];
  const images = imageSourceId === null ? slots : [imageSourceId, ...slots];
  const { video, startFrame, voice } = references;
  const inputs = [
    ...images.map((id, at) => [at === 0 ? 'image_url' : 'image_urls', id] as const),
    ['video_url', video?.source?.id] as const,
    ['start_frame_url', startFrame?.source?.id] as const,
    ['reference_voice_url', voice?.source?.id] as const,
  ];
  return inputs.flatMap(([field, sourceId]) =>
    sourceId !== undefined && fieldOf(model, field) ? [{ field, sourceId }] : [],
  );
}

/**
 * The number that a prompt calls each image slot by; null for an empty one and for one that cannot be used.
 * @param withPicture whether the strip gives each clip a picture of its own, which is Image 1.
 */
export function imageNumbers(references: References, withPicture: boolean): readonly (number | null)[] {
  let last = withPicture ? 1 : 0;
  return references.images.map((slot) => {
    if (slot === null || slot.failure !== null) return null;
    last += 1;
    return last;
  });
}
