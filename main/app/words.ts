/** What main says itself, in the system's own dialogs and title bars; everything else is said by the page. */
import type { Failure } from '../../preload/contract/errors.ts';

export const WORDS = {
  cannotStart: 'Kinora cannot start',
  newer:
    'These clips were last used by a newer Kinora. Update this one, then try again. Nothing was changed.',
  busy: 'Kinora is already running with these clips. Close it first.',
  folder: (failure: Failure): string =>
    `Kinora cannot use its folder: ${failure.detail ?? failure.code}. Nothing was changed.`,
  broke: (reason: string): string => `Something went wrong while starting: ${reason}`,
  keyWindow: 'API key',
} as const;
