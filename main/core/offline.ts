import { errorCode } from './disk-failure.ts';

/** What the system says where no network leads anywhere; a service that is down answers or is silent instead. */
const OFFLINE = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN']);

/** Whether a connection failed because this computer has no network, as far as its error tells. */
export function isOffline(error: unknown): boolean {
  const code = errorCode(error);
  return code !== null && OFFLINE.has(code);
}
