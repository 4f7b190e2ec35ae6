import type { Outcome } from './errors.ts';
import type { ImportView } from './schemas/folders.ts';
import type { IntakeResult } from './schemas/intake.ts';
import type { RouteInput, RouteName, RouteOutput } from './schemas/routes.ts';
import type { ChangesEvent } from './schemas/snapshot.ts';

/**
 * Everything the page can reach outside itself: `window.kinora`.
 * `F` is the DOM's File; main, which shares this contract, has no DOM.
 */
export interface Bridge<F> {
  /** Ask main. Never rejects: a failure is an `Outcome`. */
  call<R extends RouteName>(route: R, input: RouteInput<R>): Promise<Outcome<RouteOutput<R>>>;
  /** Header-check files the person dropped or picked. One result per file, in order. */
  intake(files: readonly F[]): Promise<Outcome<readonly IntakeResult[]>>;
  /** Copies dropped videos, and those in dropped folders, into the library. */
  importFiles(files: readonly F[]): Promise<Outcome<ImportView>>;
  /** Numbered changes; returns its own end. */
  onChanges(listener: (event: ChangesEvent) => void): () => void;
}

export const BRIDGE = 'kinora';
/** Names of the channels between preloads and main. None of them is reachable by name from a page. */
export const CHANNELS = {
  call: 'kinora:call',
  intake: 'kinora:intake',
  importFiles: 'kinora:import',
  changes: 'kinora:changes',
  keySave: 'kinora:key-save',
  keyCancel: 'kinora:key-cancel',
  studioJob: 'kinora:studio-job',
  studioDone: 'kinora:studio-done',
} as const;
