import type { ErrorCode } from '../../preload/contract/errors.ts';

/** A part of a picture, in shares of its upright width and height. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is known of a picture before it is decoded, and what is wanted of it. */
export interface PrepareOptions {
  /** Its size in pixels as stored, before any orientation mark. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Only this part of it. */
  readonly area?: Area | undefined;
}

/** To the worker: read this file, or what lies under this address of the app's own. */
export interface PrepareRequest extends PrepareOptions {
  readonly id: number;
  readonly from: File | string;
}

/** From the worker: a JPEG within the service's limits, or why there is none. */
export type PrepareReply =
  | {
      readonly id: number;
      readonly ok: true;
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly flattened: boolean;
    }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode };
