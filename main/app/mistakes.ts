import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { Log } from '../core/ports.ts';

/** What nobody has caught is written down and told once; what has been paid for is in the journal. */
export function watchForMistakes(log: Log, tell: (code: ErrorCode) => void): void {
  let told = false;
  const note = (event: string, error: unknown): void => {
    log('error', event, { error: error instanceof Error ? (error.stack ?? String(error)) : String(error) });
    if (told) return;
    told = true;
    tell('main-broke');
  };
  process.on('uncaughtException', (error) => note('main.exception', error));
  process.on('unhandledRejection', (error) => note('main.rejection', error));
}
