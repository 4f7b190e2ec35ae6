/** The page's only door: everything it asks of main, and is told by main, passes through this file. */
import { BRIDGE, type Bridge } from '../preload/contract/bridge.ts';
import { fail, type Outcome } from '../preload/contract/errors.ts';
import type { ImportView } from '../preload/contract/schemas/folders.ts';
import type { IntakeResult } from '../preload/contract/schemas/intake.ts';
import type { RouteInput, RouteName, RouteOutput } from '../preload/contract/schemas/routes.ts';
import type { ChangesEvent } from '../preload/contract/schemas/snapshot.ts';

declare global {
  interface Window {
    readonly [BRIDGE]: Bridge<File>;
  }
}

/** Ask main. Never rejects: a failure is an `Outcome`. */
export async function ask<R extends RouteName>(
  route: R,
  input: RouteInput<R>,
): Promise<Outcome<RouteOutput<R>>> {
  try {
    return await window[BRIDGE].call(route, input);
  } catch (error) {
    return fail('internal', error instanceof Error ? error.message : String(error));
  }
}

/** Header-check files that were really dropped or picked. One result per file, in order. */
export async function intake(files: readonly File[]): Promise<Outcome<readonly IntakeResult[]>> {
  try {
    return await window[BRIDGE].intake(files);
  } catch (error) {
    return fail('internal', error instanceof Error ? error.message : String(error));
  }
}

/** Copies dropped videos, and those in dropped folders, into the library. */
export async function importFiles(files: readonly File[]): Promise<Outcome<ImportView>> {
  try {
    return await window[BRIDGE].importFiles(files);
  } catch (error) {
    return fail('internal', error instanceof Error ? error.message : String(error));
  }
}

/** Numbered changes; returns its own end. */
export function onChanges(listener: (event: ChangesEvent) => void): () => void {
  return window[BRIDGE].onChanges(listener);
}
