/** What a clip must be: even sides in pixels, length in seconds, whole frames per second. */
export interface ClipSpec {
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly fps: number;
}

/** The maker was taken away under a clip, as when the app quits: the job is not at fault and is tried again. */
export class ClipInterrupted extends Error {}

/**
 * Turns a picture (JPEG, PNG, WebP or GIF bytes) into a silent MP4.
 * @throws ClipInterrupted, after which the job waits for another try.
 * @throws any other error when the picture cannot be decoded or the clip cannot be encoded; the job then fails and is refunded.
 */
export type MakeClip = (image: Uint8Array, spec: ClipSpec) => Promise<Uint8Array>;
