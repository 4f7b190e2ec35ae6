import type { Model, Params } from '../../preload/contract/model.ts';

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Pixel sizes per aspect ratio and resolution: upstream vendors' tables for this model family
 * (modelstream.ai createVideoGeneration wan2.7-r2v, runware.ai wan2.6), not the service's own.
 */
const SIZES: Readonly<Record<string, Readonly<Record<string, Size>>>> = {
  '720p': {
    '16:9': { width: 1280, height: 720 },
    '9:16': { width: 720, height: 1280 },
    '1:1': { width: 960, height: 960 },
    '4:3': { width: 1088, height: 832 },
    '3:4': { width: 832, height: 1088 },
  },
  '1080p': {
    '16:9': { width: 1920, height: 1080 },
    '9:16': { width: 1080, height: 1920 },
    '1:1': { width: 1440, height: 1440 },
    '4:3': { width: 1632, height: 1248 },
    '3:4': { width: 1248, height: 1632 },
  },
};

/** Pixels of a clip that takes its picture's shape. */
const AREAS: Readonly<Record<string, number>> = { '720p': 1280 * 720, '1080p': 1920 * 1080 };
/** The longest side that common H.264 encoders take. */
const MAX_SIDE = 3840;
/** The most extreme shape the upstream vendors take; a longer picture is cropped. */
const MAX_RATIO = 8;

const even = (value: number): number => Math.max(2, 2 * Math.round(value / 2));

/** Even sides with the picture's aspect (±1 %) and about the area of the resolution. */
function sizeAsImage(image: Size, resolution: string): Size {
  const area = AREAS[resolution] ?? AREAS['720p'] ?? 0;
  const long = Math.max(image.width, image.height);
  const ratio = Math.min(MAX_RATIO, long / Math.min(image.width, image.height));
  // The short side is rounded first: its rounding then moves the area, not the aspect.
  const short = even(Math.min(Math.sqrt(area / ratio), MAX_SIDE / ratio));
  const other = Math.min(MAX_SIDE, even(short * ratio));
  return image.width >= image.height ? { width: other, height: short } : { width: short, height: other };
}

/**
 * Size of the clip that a model makes.
 * @param image size of the picture that the clip starts from.
 * @param isStartFrame the picture is a start frame, which decides the shape instead of `aspect_ratio`.
 */
export function clipSize(model: Model, params: Params, image: Size, isStartFrame: boolean): Size {
  const resolution = String(params['resolution'] ?? '720p');
  if (model.shape === 'as-image' || isStartFrame) return sizeAsImage(image, resolution);
  return SIZES[resolution]?.[String(params['aspect_ratio'])] ?? sizeAsImage(image, resolution);
}
