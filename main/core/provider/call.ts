import type { Failure } from '../../../preload/contract/errors.ts';

/** A failed call: what it means, and how long the service asked to be left alone. */
export interface CallFailure extends Failure {
  readonly status: number | null;
  readonly retryAfter: unknown;
}
export type Call<T> =
  | {
      readonly ok: true;
      readonly value: T /** When it was answered, by the service's clock. */;
      readonly at: number | null;
    }
  | { readonly ok: false; readonly error: CallFailure };
