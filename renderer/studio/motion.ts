/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of the picture, in its own pixels; fractions are meant. */
export interface View extends Size {
  readonly x: number;
  readonly y: number;
}

/** How far the camera comes closer by the end. */
const PUSH = 0.14;
/** Part of the room that the push opens which the drift uses. */
const DRIFT = 0.6;

/** The largest part of the picture with the clip's shape, from its middle. */
export function coverCrop(picture: Size, clip: Size): View {
  const scale = Math.max(clip.width / picture.width, clip.height / picture.height);
  const width = clip.width / scale;
  const height = clip.height / scale;
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** Starts and ends at rest. */
const ease = (progress: number): number => progress * progress * (3 - 2 * progress);

/**
 * What the camera sees: at the start exactly the cover crop, then a slow push-in with a slight drift.
 * @param progress 0 at the first frame, 1 at the last.
 * @param direction of the drift, in radians.
 */
export function viewAt(progress: number, picture: Size, clip: Size, direction: number): View {
  const whole = coverCrop(picture, clip);
  const zoom = 1 + PUSH * ease(progress);
  const width = whole.width / zoom;
  const height = whole.height / zoom;
  const roomX = (whole.width - width) / 2;
  const roomY = (whole.height - height) / 2;
  return {
    x: whole.x + roomX * (1 + DRIFT * Math.cos(direction)),
    y: whole.y + roomY * (1 + DRIFT * Math.sin(direction)),
    width,
    height,
  };
}
