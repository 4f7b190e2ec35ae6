import type { Failure } from '../../preload/contract/errors.ts';

/** The system's error name (`ENOSPC`, `EACCES`…) of anything thrown, or null. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** True for the errors that mean "no room left for this person on this disk". */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof FailureError) return error.failure.code === 'disk-full';
  const code = errorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** A failure on its way up through code that throws. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.detail ?? failure.code);
    this.failure = failure;
  }
}

/**
 * A file system error as a failure: `disk-full`, `folder-unusable` where the place itself is the trouble,
 * else `disk-error`. Its detail names the error and the call only, because Node's own messages hold
 * absolute paths.
 */
export function diskFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  const code = errorCode(error);
  const syscall =
    typeof error === 'object' && error !== null && 'syscall' in error && typeof error.syscall === 'string'
      ? ` (${error.syscall})`
      : '';
  const detail = `${code ?? 'unknown error'}${syscall}`;
  if (isDiskFull(error)) return { code: 'disk-full', detail };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return { code: 'folder-unusable', detail };
  return { code: 'disk-error', detail };
}
