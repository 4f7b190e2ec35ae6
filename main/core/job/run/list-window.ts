import type { JobTiming } from '../context.ts';

/** Both shrink with the time of practice and tests, but never to what a clock of whole seconds cannot tell. */
const scaled = (ms: number, { scale }: JobTiming, least: number): number => Math.max(least, ms * scale);

/** How far back the list is read before a send, in milliseconds: beyond anything that could be taken for it later. */
export const listBackMs = (timing: JobTiming): number => scaled(10 * 60_000, timing, 10_000);

/** A job this much older than its send, by the service's own clock, cannot be the send's; in milliseconds. */
export const clockToleranceMs = (timing: JobTiming): number => scaled(60_000, timing, 3000);
