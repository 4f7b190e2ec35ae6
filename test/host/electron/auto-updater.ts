/** The system's own updater, which is there to hear that a copy is about to be replaced; it replaces nothing itself. */
import { StrictEmitter, strict } from '../strict.ts';

export const autoUpdater = strict(
  'autoUpdater',
  new StrictEmitter('autoUpdater', ['before-quit-for-update']),
);
