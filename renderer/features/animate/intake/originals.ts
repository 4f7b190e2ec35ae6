import type { PrepareOptions } from '../../../work/prepare-messages.ts';

/** What a source was prepared from. */
export interface Original {
  readonly file: File;
  /** Its size in pixels as stored, where it is known. */
  readonly size: PrepareOptions;
}

/** As many as a drop may have; the oldest are forgotten first. */
const MOST = 1000;
const originals = new Map<string, Original>();

/** Keeps the file that a source was prepared from, so that a part of it can be cut out at its full sharpness. */
export function rememberOriginal(sourceId: string, file: File, size: PrepareOptions): void {
  originals.set(sourceId, { file, size });
  const [oldest] = originals.keys();
  if (originals.size > MOST && oldest !== undefined) originals.delete(oldest);
}

/** The file that a source was prepared from; null after a restart, and for files that the system opened. */
export function originalOf(sourceId: string): Original | null {
  return originals.get(sourceId) ?? null;
}
