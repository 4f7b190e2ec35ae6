import { InputDisposedError, UnsupportedInputFormatError } from 'mediabunny';
import type { ErrorCode, Failure } from '../../../preload/contract/errors.ts';

/** Ends a task of the worker with a failure that the page has words for. */
export class Trouble extends Error {
  readonly failure: Failure;
  constructor(code: ErrorCode, detail?: string) {
    super(code);
    this.failure = { code, detail };
  }
}

/** What is thrown by reading a hostile file is of every kind; all of it means that the clip cannot be read. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Trouble) return error.failure;
  if (error instanceof UnsupportedInputFormatError || error instanceof InputDisposedError)
    return { code: 'clip-unreadable' };
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'clip-unreadable', detail: detail.slice(0, 300) };
}
