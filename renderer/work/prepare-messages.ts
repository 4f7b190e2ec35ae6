import type { ErrorCode } from '../../preload/contract/errors.ts';

/** To the worker: read this file. */
export interface PrepareRequest {
  readonly id: number;
  readonly file: File;
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
