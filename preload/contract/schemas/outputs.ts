/** What the page has made of clips and hands over: still pictures, new clips and files. */
import * as z from 'zod/mini';
import { MAX_POSTER_BYTES } from '../limits.ts';
import { bytes, id } from './parts.ts';

const nothing = z.strictObject({});
const route = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) => ({ input, output });

export const outputRoutes = {
  /** The still picture of a clip, kept for as long as the clip's bytes are the same. */
  'poster.store': route(z.strictObject({ clipId: id, jpeg: bytes(MAX_POSTER_BYTES) }), nothing),
} as const;
